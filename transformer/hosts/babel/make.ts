/** Making Babel's nodes, with the position of the source they come from. */

import type * as T from '@babel/types'
import type { Host, HostMake } from '../host.js'
import type { Node, Tree, Types } from './tree.js'

export class BabelMake implements HostMake<Node> {
  readonly t: Types

  constructor(
    private readonly tree: Tree,
    /** How this file reaches the runtime. */
    private readonly member: (name: string) => T.MemberExpression,
    /** Only in a debug build. */
    readonly places: Host<Node>['places'],
  ) {
    this.t = tree.t
  }

  at<N extends Node>(node: N, origin: Node | undefined): N {
    if (origin?.loc) node.loc = origin.loc
    return node
  }

  /** A statement takes the comments of its origin along. */
  private statementAt<N extends T.Statement>(node: N, origin: Node | undefined): N {
    if (origin && this.t.isStatement(origin)) this.t.inheritsComments(node, origin)
    return this.at(node, origin)
  }

  runtime(name: string, origin?: Node): T.Expression {
    const made = this.member(name)
    if (!origin) return made
    const isMember = origin.type === 'MemberExpression'
    this.at(made.object, isMember ? origin.object : origin)
    this.at(made.property, isMember ? origin.property : origin)
    return made
  }

  name(text: string): T.Identifier {
    return this.t.identifier(text)
  }

  literal(value: number | string | boolean | undefined | null): T.Expression {
    const { t } = this
    if (value === undefined) return t.unaryExpression('void', t.numericLiteral(0))
    if (value === null) return t.nullLiteral()
    if (typeof value === 'boolean') return t.booleanLiteral(value)
    return typeof value === 'number' ? t.numericLiteral(value) : t.stringLiteral(value)
  }

  property(object: Node, name: string, origin?: Node): T.Expression {
    return this.at(this.t.memberExpression(object as T.Expression, this.name(name)), origin)
  }

  slot(frame: string, slot: string, variable: string): T.Expression {
    const name = this.name(slot)
    if (this.places) this.t.addComment(name, 'trailing', variable)
    return this.t.memberExpression(this.name(frame), name)
  }

  element(object: Node, key: Node): T.Expression {
    return this.t.memberExpression(object as T.Expression, key as T.Expression, true)
  }

  access(object: Node, link: Node, key: Node | undefined): T.Expression {
    if (key) return this.element(object, key)
    const { property } = link as T.MemberExpression
    // The copy of a private name stays one: `o?.#x` reads `#x` of the object it is given.
    return this.at(this.t.memberExpression(object as T.Expression, this.t.cloneNode(property)), link)
  }

  call(callee: Node, args: readonly Node[], origin?: Node): T.Expression {
    return this.at(this.t.callExpression(callee as T.Expression, args as T.Expression[]), origin)
  }

  detached(callee: Node): T.Expression {
    return this.sequence([this.literal(0), callee])
  }

  isMember(node: Node): boolean {
    return this.tree.isMember(node)
  }

  self(): T.Expression {
    return this.t.thisExpression()
  }

  newTarget(): T.Expression {
    return this.t.metaProperty(this.name('new'), this.name('target'))
  }

  spread(value: Node): T.SpreadElement {
    return this.t.spreadElement(value as T.Expression)
  }

  sequence(items: readonly Node[]): T.Expression {
    return this.t.sequenceExpression(items as T.Expression[])
  }

  toNumber(value: Node): T.Expression {
    return this.t.unaryExpression('+', value as T.Expression)
  }

  setter(parameter: string, write: Node): T.Expression {
    return this.t.arrowFunctionExpression([this.name(parameter)], this.block([this.expression(write)]))
  }

  giving(value: Node): T.Expression {
    return this.t.functionExpression(null, [], this.t.blockStatement([this.return(value)]))
  }

  binary(operator: string, left: Node, right: Node): T.Expression {
    const { t } = this
    const [first, second] = [left, right] as T.Expression[]
    return LOGICAL.test(operator)
      ? t.logicalExpression(operator as T.LogicalExpression['operator'], first!, second!)
      : t.binaryExpression(operator as T.BinaryExpression['operator'], first!, second!)
  }

  conditional(test: Node, then: Node, otherwise: Node): T.Expression {
    return this.t.conditionalExpression(test as T.Expression, then as T.Expression, otherwise as T.Expression)
  }

  not(value: Node): T.Expression {
    return this.t.unaryExpression('!', value as T.Expression)
  }

  delete(reference: Node): T.Expression {
    return this.t.unaryExpression('delete', reference as T.Expression)
  }

  assign(target: Node, value: Node, origin?: Node): T.Expression {
    return this.at(this.t.assignmentExpression('=', target as T.LVal, value as T.Expression), origin)
  }

  array(items: readonly Node[]): T.Expression {
    return this.t.arrayExpression(items as T.Expression[])
  }

  object(fields: readonly { name: string; value: Node }[]): T.Expression {
    const { t } = this
    return t.objectExpression(fields.map(({ name, value }) => t.objectProperty(this.key(name), value as T.Expression)))
  }

  kept(keep: 'spread' | 'copy' | 'string', value: Node): T.Expression {
    const { t } = this
    const expression = value as T.Expression
    if (keep === 'spread') return t.arrayExpression([t.spreadElement(expression)])
    if (keep === 'copy') return t.objectExpression([t.spreadElement(expression)])
    return t.templateLiteral(
      [t.templateElement({ raw: '', cooked: '' }), t.templateElement({ raw: '', cooked: '' }, true)],
      [expression],
    )
  }

  /** `{ name: () => … }.name`: the engine names the function, whatever it is stored in. */
  named(value: Node, name: string): T.Expression {
    const { t } = this
    const key = this.key(name)
    const made = t.objectExpression([t.objectProperty(key, value as T.Expression)])
    return t.memberExpression(made, t.cloneNode(key), key.type === 'StringLiteral')
  }

  private key(name: string): T.Identifier | T.StringLiteral {
    return this.t.isValidIdentifier(name, false) ? this.name(name) : this.t.stringLiteral(name)
  }

  expression(value: Node, origin?: Node): T.Statement {
    return this.statementAt(this.t.expressionStatement(value as T.Expression), origin)
  }

  return(value: Node | undefined, origin?: Node): T.Statement {
    return this.statementAt(this.t.returnStatement(value as T.Expression | undefined), origin)
  }

  block(body: readonly Node[]): T.BlockStatement {
    return this.t.blockStatement(body as T.Statement[])
  }

  if(test: Node, then: readonly Node[]): T.Statement {
    const body = then.length === 1 ? (then[0] as T.Statement) : this.block(then)
    return this.t.ifStatement(test as T.Expression, body)
  }

  continue(label: string | undefined): T.Statement {
    return this.t.continueStatement(label === undefined ? null : this.name(label))
  }

  switch(subject: Node, cases: readonly { state: number; body: readonly Node[] }[]): T.Statement {
    const { t } = this
    return t.switchStatement(
      subject as T.Expression,
      cases.map(({ state, body }) => t.switchCase(t.numericLiteral(state), body as T.Statement[])),
    )
  }

  forever(label: string | undefined, body: Node): T.Statement {
    const { t } = this
    const loop = t.forStatement(null, null, null, body as T.Statement)
    return label === undefined ? loop : t.labeledStatement(this.name(label), loop)
  }
}

const LOGICAL = /^(&&|\|\||\?\?)$/
