/**
 * `super.x` read, written and assigned to in a pattern, through the runtime: TypeScript's ES5 gets
 * accessors wrong in silence. A call of `super.x()` it gets right.
 */

import type * as TS from 'typescript'
import { operatorToken } from './make.js'
import { isAssignment, isUpdate, unwrapped } from './tree.js'

type Access = TS.PropertyAccessExpression | TS.ElementAccessExpression

export class SuperAccess {
  /** The object whose parent `super` means, in the class around. */
  private owner: ((isStatic: boolean) => TS.Expression) | undefined
  private isStatic = false

  /** `visit`: lowers the parts. `through`: calls the runtime. */
  constructor(
    private readonly ts: typeof TS,
    private readonly visit: (node: TS.Node) => TS.Node,
    private readonly through: (name: string, args: TS.Expression[], origin: TS.Node) => TS.CallExpression,
  ) {}

  inClass(node: TS.ClassLikeDeclaration): TS.Node {
    const { ts } = this
    const { factory } = ts
    const before = this.owner
    const { name } = node
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
    this.owner = before
    return visited
  }

  /** Undefined where the node itself has nothing to do with `super`. */
  lowered(node: TS.Node): TS.Node | undefined {
    if (!this.owner) return undefined
    const { ts } = this
    if (isSuper(ts, node)) return this.read(node)
    if (ts.isCallExpression(node) && isSuper(ts, node.expression)) {
      const args = node.arguments.map((arg) => this.visit(arg) as TS.Expression)
      return ts.factory.updateCallExpression(node, node.expression, undefined, args)
    }
    if (isAssignment(ts, node)) {
      const left = unwrapped(ts, node.left)
      if (isSuper(ts, left)) return this.assign(node, left)
      if (!isPattern(ts, left)) return undefined
      const [target, value] = [this.pattern(left), this.visit(node.right)] as [TS.Expression, TS.Expression]
      return ts.factory.updateBinaryExpression(node, target, node.operatorToken, value)
    }
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      const { initializer } = node
      if (!isPattern(ts, unwrapped(ts, initializer))) return undefined
      return ts.visitEachChild(
        node,
        (child) => (child === initializer ? this.pattern(child) : this.visit(child)),
        undefined,
      )
    }
    if (isUpdate(ts, node)) {
      const operand = unwrapped(ts, node.operand)
      if (isSuper(ts, operand)) return this.update(node, operand)
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
    if (isSuper(ts, inner)) return this.target(inner)
    if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const [left, right] = [this.pattern(inner.left), this.visit(inner.right)] as [TS.Expression, TS.Expression]
      return ts.factory.updateBinaryExpression(inner, left, inner.operatorToken, right)
    }
    if (ts.isPropertyAssignment(inner)) {
      const [name, value] = [this.visit(inner.name), this.pattern(inner.initializer)]
      return ts.factory.updatePropertyAssignment(inner, name as TS.PropertyName, value as TS.Expression)
    }
    if (ts.isSpreadAssignment(inner)) {
      return ts.factory.updateSpreadAssignment(inner, this.pattern(inner.expression) as TS.Expression)
    }
    if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || ts.isSpreadElement(inner))
      return ts.visitEachChild(inner, this.pattern, undefined)
    return this.visit(node)
  }

  /** `[super.x] = …`: an assignment goes to a setter of ours. */
  private target(target: Access): TS.Expression {
    const { factory } = this.ts
    const given = 'given'
    const parameter = factory.createParameterDeclaration(undefined, undefined, given)
    const write = this.write(target, factory.createIdentifier(given))
    const body = factory.createBlock([factory.createExpressionStatement(write)])
    const set = factory.createArrowFunction(undefined, undefined, [parameter], undefined, undefined, body)
    return factory.createPropertyAccessExpression(this.through('target', [set], target), 'value')
  }
}

export function isSuper(ts: typeof TS, node: TS.Node): node is Access {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    node.expression.kind === ts.SyntaxKind.SuperKeyword
  )
}

function isPattern(ts: typeof TS, node: TS.Node): boolean {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || isSuper(ts, node)
}

const LOGICAL = /^(&&|\|\||\?\?)$/
