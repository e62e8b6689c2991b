/**
 * `super.x` read, written and assigned to in a pattern, through the runtime: TypeScript's ES5 gets
 * accessors wrong in silence. A call of `super.x()` it gets right in classes; in object literals it knows no `super`.
 *
 *   { m() { return super.m() } }   →   (home => home.object = { m() { return $gf.superGet(home.object, "m", this).call(this) } })({})
 *
 * In patterns and heads of loops also `x.#name`, which TypeScript makes an object literal with a setter or,
 * in a head, no valid target at all, and constants, which it would write to.
 */

import type * as TS from 'typescript'
import { operatorToken } from './make.js'
import { isAssignment, isUpdate, unwrapped } from './tree.js'

type Access = TS.PropertyAccessExpression | TS.ElementAccessExpression

export class SuperAccess {
  /** The object whose parent `super` means, in the class around. */
  private owner: ((isStatic: boolean) => TS.Expression) | undefined
  private isStatic = false
  private isObject = false

  /** `visit`: lowers the parts. `through`: calls the runtime. */
  constructor(
    private readonly ts: typeof TS,
    private readonly visit: (node: TS.Node) => TS.Node,
    private readonly through: (name: string, args: TS.Expression[], origin: TS.Node) => TS.CallExpression,
    private readonly isConstant: (node: TS.Node) => node is TS.Identifier,
  ) {}

  inClass(node: TS.ClassLikeDeclaration): TS.Node {
    const { ts } = this
    const { factory } = ts
    const { owner, isObject } = this
    const { name } = node
    this.isObject = false
    const self = () => factory.createIdentifier(name!.text)
    this.owner =
      name && ((isStatic) => (isStatic ? self() : factory.createPropertyAccessExpression(self(), 'prototype')))
    const visited = ts.visitEachChild(
      node,
      (child) => {
        if (!ts.isClassElement(child)) return this.visit(child)
        const outer = this.isStatic
        const modifiers = ts.canHaveModifiers(child) ? ts.getModifiers(child) : undefined
        this.isStatic = modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) ?? false
        const member = this.visit(child)
        this.isStatic = outer
        return member
      },
      undefined,
    )
    this.owner = owner
    this.isObject = isObject
    return visited
  }

  /** Undefined where no method of the literal says `super`. `fresh`: a name for what the methods share. */
  inObject(node: TS.ObjectLiteralExpression, fresh: (hint: string) => string): TS.Node | undefined {
    const { ts } = this
    const { factory } = ts
    if (!node.properties.some((it) => isMethod(ts, it) && saysSuper(ts, it))) return undefined
    const name = fresh('home')
    const home = () => factory.createPropertyAccessExpression(factory.createIdentifier(name), 'object')
    const literal = ts.visitEachChild(
      node,
      (child) => (isMethod(ts, child) ? this.objectMethod(child, home) : this.visit(child)),
      undefined,
    )
    const make = factory.createParenthesizedExpression(this.arrow(name, factory.createAssignment(home(), literal)))
    return factory.createCallExpression(make, undefined, [factory.createObjectLiteralExpression()])
  }

  /** Its key is computed outside. */
  private objectMethod(node: TS.Node, home: () => TS.Expression): TS.Node {
    const { name } = node as TS.MethodDeclaration
    return this.ts.visitEachChild(
      node,
      (child) => {
        if (child === name) return this.visit(child)
        const { owner, isObject } = this
        this.owner = home
        this.isObject = true
        const visited = this.visit(child)
        this.owner = owner
        this.isObject = isObject
        return visited
      },
      undefined,
    )
  }

  /** Undefined where the node itself has nothing to do with `super`. */
  lowered(node: TS.Node): TS.Node | undefined {
    const { ts } = this
    if (this.isSuper(node)) return this.read(node)
    if (this.owner && ts.isCallExpression(node)) {
      const callee = unwrapped(ts, node.expression)
      if (!isSuper(ts, callee)) return undefined
      const args = node.arguments.map((arg) => this.visit(arg) as TS.Expression)
      if (!this.isObject) return ts.factory.updateCallExpression(node, callee, undefined, args)
      const call = ts.factory.createPropertyAccessExpression(this.read(callee), 'call')
      return ts.factory.updateCallExpression(node, call, undefined, [ts.factory.createThis(), ...args])
    }
    if (isAssignment(ts, node)) {
      const left = unwrapped(ts, node.left)
      if (this.isSuper(left)) return this.assign(node, left)
      if (!this.isPattern(left)) return undefined
      const [target, value] = [this.pattern(left), this.visit(node.right)] as [TS.Expression, TS.Expression]
      return ts.factory.updateBinaryExpression(node, target, node.operatorToken, value)
    }
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      const { initializer } = node
      const inner = unwrapped(ts, initializer)
      if (!this.isPattern(inner) && !isPrivate(ts, inner) && !this.isConstant(inner)) return undefined
      return ts.visitEachChild(
        node,
        (child) => (child === initializer ? this.pattern(child) : this.visit(child)),
        undefined,
      )
    }
    if (isUpdate(ts, node)) {
      const operand = unwrapped(ts, node.operand)
      if (this.isSuper(operand)) return this.update(node, operand)
    }
    return undefined
  }

  private read(node: Access): TS.CallExpression {
    const { factory } = this.ts
    const key = this.ts.isPropertyAccessExpression(node)
      ? factory.createStringLiteral(node.name.text)
      : (this.visit(node.argumentExpression) as TS.Expression)
    return this.through('superGet', [this.owner!(this.isStatic), key, factory.createThis()], node)
  }

  private write(target: Access, value: TS.Expression): TS.Expression {
    return this.through('superSet', [...this.read(target).arguments, value], target)
  }

  /** `super.x = e`, `super.x += e`, `super.x ??= e`. */
  private assign(node: TS.BinaryExpression, target: Access): TS.Node {
    const { ts } = this
    const value = this.visit(node.right) as TS.Expression
    const text = ts.tokenToString(node.operatorToken.kind)!.slice(0, -1)
    if (text === '') return this.write(target, value)
    const token = operatorToken(ts, text)
    const read = this.read(target)
    return LOGICAL.test(text)
      ? ts.factory.createBinaryExpression(read, token, this.write(target, value))
      : this.write(target, ts.factory.createBinaryExpression(read, token, value))
  }

  private update(node: TS.PrefixUnaryExpression | TS.PostfixUnaryExpression, target: Access): TS.Node {
    const { ts } = this
    const { factory } = ts
    const [step, back] = node.operator === ts.SyntaxKind.PlusPlusToken ? ['+', '-'] : ['-', '+']
    const one = () => factory.createNumericLiteral(1)
    // A number first: '5' becomes 6.
    const old = factory.createPrefixPlus(this.read(target))
    const written = this.write(target, factory.createBinaryExpression(old, operatorToken(ts, step!), one()))
    return ts.isPrefixUnaryExpression(node)
      ? written
      : factory.createBinaryExpression(written, operatorToken(ts, back!), one())
  }

  /** The left side of an assignment, or a part of it. */
  private pattern = (node: TS.Node): TS.Node => {
    const { ts } = this
    const inner = unwrapped(ts, node)
    if (this.isSuper(inner)) return this.target(inner, (given) => this.write(inner, given))
    if (isPrivate(ts, inner)) return this.privateTarget(inner)
    if (this.isConstant(inner)) {
      const refused = this.through('constant', [ts.factory.createStringLiteral(inner.text)], inner)
      return this.target(inner, () => refused)
    }
    if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const [left, right] = [this.pattern(inner.left), this.visit(inner.right)] as [TS.Expression, TS.Expression]
      return ts.factory.updateBinaryExpression(inner, left, inner.operatorToken, right)
    }
    if (ts.isPropertyAssignment(inner)) {
      const [name, value] = [this.visit(inner.name), this.pattern(inner.initializer)]
      return ts.factory.updatePropertyAssignment(inner, name as TS.PropertyName, value as TS.Expression)
    }
    if (ts.isShorthandPropertyAssignment(inner) && this.isConstant(inner.name)) {
      const target = this.pattern(inner.name) as TS.Expression
      const { objectAssignmentInitializer: byDefault } = inner
      const value = byDefault ? ts.factory.createAssignment(target, this.visit(byDefault) as TS.Expression) : target
      return ts.factory.createPropertyAssignment(inner.name.text, value)
    }
    if (ts.isSpreadAssignment(inner)) {
      return ts.factory.updateSpreadAssignment(inner, this.pattern(inner.expression) as TS.Expression)
    }
    if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || ts.isSpreadElement(inner))
      return ts.visitEachChild(inner, this.pattern, undefined)
    return this.visit(node)
  }

  /** `[super.x] = …`: an assignment goes to a setter of ours. */
  private target(origin: TS.Node, write: (given: TS.Expression) => TS.Expression): TS.Expression {
    const { factory } = this.ts
    const set = this.arrow(
      'given',
      factory.createBlock([factory.createExpressionStatement(write(factory.createIdentifier('given')))]),
    )
    return factory.createPropertyAccessExpression(this.through('target', [set], origin), 'value')
  }

  /** `[f().#x] = …`: f is called where the target stands, before there is a value. */
  private privateTarget(target: TS.PropertyAccessExpression): TS.Expression {
    const { factory } = this.ts
    const object = this.visit(target.expression) as TS.Expression
    const write = (home: TS.Expression) => (given: TS.Expression) =>
      factory.createAssignment(factory.updatePropertyAccessExpression(target, home, target.name), given)
    if (object.kind === this.ts.SyntaxKind.ThisKeyword) return this.target(target, write(object))
    const made = this.target(target, write(factory.createIdentifier('object'))) as TS.PropertyAccessExpression
    const call = factory.createCallExpression(
      factory.createParenthesizedExpression(this.arrow('object', made.expression)),
      undefined,
      [object],
    )
    return factory.createPropertyAccessExpression(call, 'value')
  }

  private arrow(parameter: string, body: TS.ConciseBody): TS.ArrowFunction {
    const { factory } = this.ts
    const parameters = [factory.createParameterDeclaration(undefined, undefined, parameter)]
    return factory.createArrowFunction(undefined, undefined, parameters, undefined, undefined, body)
  }

  /** Where there is a class to take the parent from; elsewhere `super` is TypeScript's matter. */
  private isSuper(node: TS.Node): node is Access {
    return this.owner !== undefined && isSuper(this.ts, node)
  }

  /** A pattern with something to be done in it. */
  private isPattern(node: TS.Node): boolean {
    const { ts } = this
    if (this.isSuper(node)) return true
    const holds = (part: TS.Node): boolean => {
      const inner = unwrapped(ts, part)
      if (this.isSuper(inner) || isPrivate(ts, inner) || this.isConstant(inner)) return true
      return ts.forEachChild(inner, (child) => holds(child) || undefined) ?? false
    }
    return (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) && holds(node)
  }
}

function isMethod(ts: typeof TS, node: TS.Node): boolean {
  return ts.isMethodDeclaration(node) || ts.isAccessor(node)
}

/** `super` of its own: not that of a class or a literal inside. */
function saysSuper(ts: typeof TS, node: TS.Node): boolean {
  if (node.kind === ts.SyntaxKind.SuperKeyword) return true
  return ts.forEachChild(node, (child) => (!isMethod(ts, child) && saysSuper(ts, child)) || undefined) ?? false
}

function isPrivate(ts: typeof TS, node: TS.Node): node is TS.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && ts.isPrivateIdentifier(node.name)
}

export function isSuper(ts: typeof TS, node: TS.Node): node is Access {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    node.expression.kind === ts.SyntaxKind.SuperKeyword
  )
}

const LOGICAL = /^(&&|\|\||\?\?)$/
