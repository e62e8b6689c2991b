/**
 * Opaque code as it reads inside a step: names that moved to the frame, parts that were computed
 * ahead, `this` and `arguments` of the call, leaps that now lead to a state.
 */

import type * as TS from 'typescript'
import type { FunctionShape } from '../../shapes.js'
import type { View } from '../host.js'
import { MovedNames, OUTSIDE, type Place } from '../moved-names.js'
import { Closures, hasMethods } from './closures.js'
import { isReference } from './facts.js'
import type { TypeScriptMake } from './make.js'
import { nameIn, Patterns } from './patterns.js'
import type { Scopes } from './scopes.js'
import { isAssignment, isNameless, isUpdate, unwrapped } from './tree.js'

export class Rewrite {
  private readonly names: MovedNames<TS.Node>
  private readonly patterns: Patterns
  private readonly closures: Closures

  constructor(
    private readonly ts: typeof TS,
    private readonly make: TypeScriptMake,
    private readonly scopes: Scopes,
    private readonly shape: FunctionShape<TS.Node>,
    private readonly view: View<TS.Node>,
  ) {
    const visit = (node: TS.Node, place: Place) => this.visit(node, place)
    const tree = {
      nameOf: (node: TS.Node) => (ts.isIdentifier(node) ? node.text : undefined),
      isReference: (node: TS.Node) => isReference(ts, node as TS.Identifier),
      each: (node: TS.Node, each: (child: TS.Node) => void) => ts.forEachChild(node, each),
    }
    this.names = new MovedNames<TS.Node>(tree, make, scopes, shape, view)
    this.patterns = new Patterns(ts, make, this.names, view, visit)
    this.closures = new Closures(ts, make, scopes, this.names, view, visit)
  }

  node(node: TS.Node): TS.Node {
    return this.closures.asValue(this.inner(node, OUTSIDE))
  }

  declaration(node: TS.Node): TS.Node {
    return this.closures.inside(node, OUTSIDE)
  }

  destructure(target: TS.Node, value: TS.Node): TS.Node {
    return this.patterns.destructure(target, value)
  }

  private each(node: TS.Node, place: Place): TS.Node {
    return this.ts.visitEachChild(node, (child) => this.visit(child, place), undefined)
  }

  private visit(node: TS.Node, place: Place): TS.Node {
    const ahead = this.view.replaced.get(node)
    return ahead ? this.view.build(ahead) : this.inner(node, place)
  }

  /** The node itself: what was computed ahead are parts of it. */
  private inner(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node

    if (ts.isIdentifier(node)) return this.names.read(node, place)
    if (node.kind === ts.SyntaxKind.ThisKeyword) return (place.own && this.names.given(this.shape.self, node)) || node
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) {
      return (place.own && this.names.given(this.shape.newTarget, node)) || node
    }
    if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node) || ts.isThrowStatement(node)) {
      const leap = place.closure ? undefined : this.view.leap(node)
      if (leap) return leap.length === 1 ? leap[0]! : factory.createBlock(leap as TS.Statement[])
    }
    if (ts.isShorthandPropertyAssignment(node)) return this.patterns.shorthand(node, this.visit(node.name, place))
    if (ts.isPropertyAccessExpression(node)) {
      return factory.updatePropertyAccessExpression(
        node,
        this.visit(node.expression, place) as TS.Expression,
        node.name,
      )
    }
    if (ts.isCallExpression(node)) return this.call(node, place)
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = this.callee(node.tag, place)
      return factory.updateTaggedTemplateExpression(
        node,
        tag,
        undefined,
        this.visit(node.template, place) as TS.TemplateLiteral,
      )
    }
    if (isAssignment(ts, node)) return this.assignment(node, place)
    if (isUpdate(ts, node)) {
      const name = nameIn(ts, node.operand)
      if (name) return this.update(node, name, place)
    }
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      const { initializer } = node
      const isTarget = !ts.isVariableDeclarationList(initializer)
      return ts.visitEachChild(
        node,
        (child) =>
          isTarget && child === initializer ? this.patterns.inPattern(child, place) : this.visit(child, place),
        undefined,
      )
    }
    if (ts.isVariableStatement(node)) return this.variableStatement(node, place)
    if (ts.isVariableDeclarationList(node)) return this.variableList(node, place)
    if (ts.isBlock(node) && !place.closure) return this.closures.block(node, place)
    if (ts.isSwitchStatement(node) && !place.closure) return this.closures.switch(node, place)
    if (
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      (ts.isObjectLiteralExpression(node) && hasMethods(ts, node))
    ) {
      return this.closures.closure(node, place)
    }
    return this.each(node, place)
  }

  // Calls: a function that moved to the frame must not get the frame as its `this`

  private call(node: TS.CallExpression, place: Place): TS.Node {
    const { factory } = this.make
    const callee = this.callee(node.expression, place)
    const args = node.arguments.map((arg) => this.visit(arg, place) as TS.Expression)
    if (this.ts.isCallChain(node)) return factory.updateCallChain(node, callee, node.questionDotToken, undefined, args)
    return factory.updateCallExpression(node, callee, undefined, args)
  }

  private callee(node: TS.Expression, place: Place): TS.Expression {
    const { make } = this
    const callee = this.visit(node, place) as TS.Expression
    const wasMember = make.isMember(unwrapped(this.ts, node))
    const moved = make.isMember(callee) && (!wasMember || this.view.replaced.has(node))
    return moved ? make.detached(callee) : callee
  }

  // Writes

  private assignment(node: TS.BinaryExpression, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const operator = ts.tokenToString(node.operatorToken.kind)!.slice(0, -1)
    const name = nameIn(ts, node.left)
    const left = this.patterns.target(name ?? node.left, place) as TS.Expression
    // `x = () => …` where x moved to the frame: the function is named x all the same.
    const keeps = name && ts.isIdentifier(left) && left.text === name.text
    const loses = operator === '' && name === node.left && !keeps && isNameless(ts, node.right)
    const right = () => {
      const value = this.visit(node.right, place) as TS.Expression
      return loses ? this.make.named(value, name!.text) : value
    }
    const write = name && this.names.write(name, operator, right, place)
    if (write) return write
    const whole = factory.updateBinaryExpression(node, left, node.operatorToken, right())
    return name ? this.names.checked(name, whole, place) : whole
  }

  /** `x++` */
  private update(
    node: TS.PrefixUnaryExpression | TS.PostfixUnaryExpression,
    name: TS.Identifier,
    place: Place,
  ): TS.Node {
    const { factory } = this.make
    const updated = () => {
      const target = this.patterns.target(name, place)
      return this.ts.isPrefixUnaryExpression(node)
        ? factory.updatePrefixUnaryExpression(node, target as TS.UnaryExpression)
        : factory.updatePostfixUnaryExpression(node, target as TS.LeftHandSideExpression)
    }
    return this.names.update(name, updated, place)
  }

  // `var`s of the function that stand inside opaque statements

  private variableStatement(node: TS.VariableStatement, place: Place): TS.Node {
    const { factory } = this.make
    if (place.closure || !this.moves(node.declarationList)) return this.each(node, place)
    const assigned = this.assignments(node.declarationList, place)
    return assigned ? this.make.at(factory.createExpressionStatement(assigned), node) : factory.createEmptyStatement()
  }

  /** The head of a `for`. */
  private variableList(node: TS.VariableDeclarationList, place: Place): TS.Node {
    const { ts } = this
    if (place.closure || !this.moves(node)) return this.each(node, place)
    if (ts.isForInStatement(node.parent) || ts.isForOfStatement(node.parent))
      return this.patterns.target(node.declarations[0]!.name, place)
    return this.assignments(node, place) ?? this.make.factory.createOmittedExpression()
  }

  private moves(list: TS.VariableDeclarationList): boolean {
    const { ts } = this
    if (list.flags & ts.NodeFlags.BlockScoped) return false
    const search = (name: TS.BindingName): boolean => {
      if (!ts.isIdentifier(name)) return name.elements.some((e) => ts.isBindingElement(e) && search(e.name))
      const binding = this.scopes.of(name)
      return binding !== undefined && this.view.home(binding) !== undefined
    }
    return list.declarations.some((declaration) => search(declaration.name))
  }

  private assignments(list: TS.VariableDeclarationList, place: Place): TS.Expression | undefined {
    const { factory } = this.make
    const assigned: TS.Expression[] = list.declarations
      .filter((declaration) => declaration.initializer)
      .map((declaration) =>
        factory.createAssignment(
          this.patterns.target(declaration.name, place) as TS.Expression,
          this.visit(declaration.initializer!, place) as TS.Expression,
        ),
      )
    return assigned.length > 0 ? assigned.reduce((all, next) => factory.createComma(all, next)) : undefined
  }
}
