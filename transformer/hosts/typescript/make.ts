/** Making TypeScript nodes, with the position of the source they come from. */

import type * as TS from 'typescript'
import type { Host, HostMake } from '../host.js'

export class TypeScriptMake implements HostMake<TS.Node> {
  readonly factory: TS.NodeFactory

  constructor(
    private readonly ts: typeof TS,
    /** How this file reaches the runtime. */
    private readonly member: (name: string) => TS.PropertyAccessExpression,
    /** Only in a debug build. */
    readonly places: Host<TS.Node>['places'],
  ) {
    this.factory = ts.factory
  }

  /** Maps to the source; comments go with statements only. */
  at<T extends TS.Node>(node: T, origin: TS.Node | undefined): T {
    if (origin && origin.pos >= 0) this.ts.setSourceMapRange(node, this.range(origin))
    return node
  }

  /** A statement takes the comments of its origin along. */
  private statementAt<T extends TS.Statement>(node: T, origin: TS.Node | undefined): T {
    if (!origin || origin.pos < 0) return node
    this.ts.setCommentRange(node, this.ts.isStatement(origin) ? origin : { pos: -1, end: -1 })
    return this.at(node, origin)
  }

  private range(origin: TS.Node): TS.SourceMapRange {
    return this.ts.getSourceMapRange(origin)
  }

  runtime(name: string, origin?: TS.Node): TS.Expression {
    const made = this.member(name)
    if (!origin) return made
    const isMember = this.ts.isPropertyAccessExpression(origin)
    this.at(made.expression, isMember ? origin.expression : origin)
    this.at(made.name, isMember ? origin.name : origin)
    return made
  }

  name(text: string): TS.Identifier {
    return this.factory.createIdentifier(text)
  }

  literal(value: number | string | boolean | undefined | null): TS.Expression {
    const { factory } = this
    if (value === undefined) return factory.createVoidZero()
    if (value === null) return factory.createNull()
    if (typeof value === 'boolean') return value ? factory.createTrue() : factory.createFalse()
    return typeof value === 'number' ? factory.createNumericLiteral(value) : factory.createStringLiteral(value, true)
  }

  property(object: TS.Node, name: string, origin?: TS.Node): TS.Expression {
    return this.at(this.factory.createPropertyAccessExpression(object as TS.Expression, name), origin)
  }

  slot(frame: string, slot: string, variable: string): TS.Expression {
    const { factory, ts } = this
    const name = factory.createIdentifier(slot)
    if (this.places) ts.addSyntheticTrailingComment(name, ts.SyntaxKind.MultiLineCommentTrivia, variable)
    return factory.createPropertyAccessExpression(this.name(frame), name)
  }

  element(object: TS.Node, key: TS.Node): TS.Expression {
    return this.factory.createElementAccessExpression(object as TS.Expression, key as TS.Expression)
  }

  access(object: TS.Node, link: TS.Node, key: TS.Node | undefined): TS.Expression {
    if (key) return this.element(object, key)
    const name = (link as TS.PropertyAccessExpression).name
    return this.at(this.factory.createPropertyAccessExpression(object as TS.Expression, name), link)
  }

  call(callee: TS.Node, args: readonly TS.Node[], origin?: TS.Node): TS.Expression {
    return this.at(
      this.factory.createCallExpression(callee as TS.Expression, undefined, args as TS.Expression[]),
      origin,
    )
  }

  detached(callee: TS.Node): TS.Expression {
    return this.factory.createParenthesizedExpression(this.sequence([this.literal(0), callee]))
  }

  isMember(node: TS.Node): boolean {
    return this.ts.isPropertyAccessExpression(node) || this.ts.isElementAccessExpression(node)
  }

  self(): TS.Expression {
    return this.factory.createThis()
  }

  newTarget(): TS.Expression {
    return this.factory.createMetaProperty(this.ts.SyntaxKind.NewKeyword, this.name('target'))
  }

  spread(value: TS.Node): TS.Expression {
    return this.factory.createSpreadElement(value as TS.Expression)
  }

  /** From the right, as a comma in parentheses would be read. */
  sequence(items: readonly TS.Node[]): TS.Expression {
    return (items as TS.Expression[]).reduceRight((rest, item) => this.factory.createComma(item, rest))
  }

  toNumber(value: TS.Node): TS.Expression {
    return this.factory.createPrefixPlus(value as TS.Expression)
  }

  setter(parameter: string, write: TS.Node): TS.Expression {
    const { factory } = this
    const given = factory.createParameterDeclaration(undefined, undefined, parameter)
    const block = factory.createBlock([this.expression(write)])
    return factory.createArrowFunction(undefined, undefined, [given], undefined, undefined, block)
  }

  giving(value: TS.Node): TS.Expression {
    const { factory } = this
    const block = factory.createBlock([this.return(value)])
    return factory.createFunctionExpression(undefined, undefined, undefined, undefined, [], undefined, block)
  }

  binary(operator: string, left: TS.Node, right: TS.Node): TS.Expression {
    const token = operatorToken(this.ts, operator)
    return this.factory.createBinaryExpression(left as TS.Expression, token, right as TS.Expression)
  }

  conditional(test: TS.Node, then: TS.Node, otherwise: TS.Node): TS.Expression {
    const { factory } = this
    const [condition, whenTrue, whenFalse] = [test, then, otherwise] as TS.Expression[]
    return factory.createConditionalExpression(condition!, undefined, whenTrue!, undefined, whenFalse!)
  }

  not(value: TS.Node): TS.Expression {
    return this.factory.createLogicalNot(value as TS.Expression)
  }

  delete(reference: TS.Node): TS.Expression {
    return this.factory.createDeleteExpression(reference as TS.Expression)
  }

  assign(target: TS.Node, value: TS.Node, origin?: TS.Node): TS.Expression {
    return this.at(this.factory.createAssignment(target as TS.Expression, value as TS.Expression), origin)
  }

  array(items: readonly TS.Node[]): TS.Expression {
    return this.factory.createArrayLiteralExpression(items as TS.Expression[])
  }

  object(fields: readonly { name: string; value: TS.Node }[]): TS.Expression {
    const { factory } = this
    return factory.createObjectLiteralExpression(
      fields.map(({ name, value }) => factory.createPropertyAssignment(name, value as TS.Expression)),
    )
  }

  kept(keep: 'spread' | 'copy' | 'string', value: TS.Node): TS.Expression {
    const { factory } = this
    const expression = value as TS.Expression
    if (keep === 'spread') return factory.createArrayLiteralExpression([factory.createSpreadElement(expression)])
    if (keep === 'copy') return factory.createObjectLiteralExpression([factory.createSpreadAssignment(expression)])
    return factory.createTemplateExpression(factory.createTemplateHead(''), [
      factory.createTemplateSpan(expression, factory.createTemplateTail('')),
    ])
  }

  /** `{ name: () => … }.name`: the engine names the function, whatever it is stored in. */
  named(value: TS.Node, name: string): TS.Expression {
    return this.property(this.object([{ name, value }]), name)
  }

  expression(value: TS.Node, origin?: TS.Node): TS.Statement {
    return this.statementAt(this.factory.createExpressionStatement(this.enclosed(value as TS.Expression)), origin)
  }

  /** TypeScript's factory minds functions and objects at the start of a statement, but not classes. */
  private enclosed(value: TS.Expression): TS.Expression {
    const { ts } = this
    let first: TS.Node = value
    for (;;) {
      if (ts.isClassExpression(first)) return this.factory.createParenthesizedExpression(value)
      if (ts.isBinaryExpression(first)) first = first.left
      else if (ts.isConditionalExpression(first)) first = first.condition
      else if (ts.isTaggedTemplateExpression(first)) first = first.tag
      else if (ts.isPostfixUnaryExpression(first)) first = first.operand
      else if (
        ts.isCallExpression(first) ||
        ts.isPropertyAccessExpression(first) ||
        ts.isElementAccessExpression(first)
      )
        first = first.expression
      else return value
    }
  }

  return(value: TS.Node | undefined, origin?: TS.Node): TS.Statement {
    return this.statementAt(this.factory.createReturnStatement(value as TS.Expression | undefined), origin)
  }

  block(body: readonly TS.Node[]): TS.Statement {
    return this.factory.createBlock(body as TS.Statement[], true)
  }

  if(test: TS.Node, then: readonly TS.Node[]): TS.Statement {
    const { factory } = this
    const body = then.length === 1 ? (then[0] as TS.Statement) : factory.createBlock(then as TS.Statement[], true)
    return factory.createIfStatement(test as TS.Expression, body)
  }

  continue(label: string | undefined): TS.Statement {
    return this.factory.createContinueStatement(label)
  }

  switch(subject: TS.Node, cases: readonly { state: number; body: readonly TS.Node[] }[]): TS.Statement {
    const { factory } = this
    return factory.createSwitchStatement(
      subject as TS.Expression,
      factory.createCaseBlock(
        cases.map(({ state, body }) =>
          factory.createCaseClause(factory.createNumericLiteral(state), body as TS.Statement[]),
        ),
      ),
    )
  }

  forever(label: string | undefined, body: TS.Node): TS.Statement {
    const { factory } = this
    const loop = factory.createForStatement(undefined, undefined, undefined, body as TS.Statement)
    return label === undefined ? loop : factory.createLabeledStatement(label, loop)
  }
}

export function operatorToken(ts: typeof TS, operator: string): TS.BinaryOperator {
  const kind = OPERATORS[operator]
  if (kind === undefined) throw new Error(`emit: no operator ${operator}`)
  return ts.SyntaxKind[kind] as TS.BinaryOperator
}

const OPERATORS: Record<string, keyof typeof TS.SyntaxKind> = {
  '+': 'PlusToken',
  '-': 'MinusToken',
  '*': 'AsteriskToken',
  '/': 'SlashToken',
  '%': 'PercentToken',
  '**': 'AsteriskAsteriskToken',
  '<<': 'LessThanLessThanToken',
  '>>': 'GreaterThanGreaterThanToken',
  '>>>': 'GreaterThanGreaterThanGreaterThanToken',
  '&': 'AmpersandToken',
  '|': 'BarToken',
  '^': 'CaretToken',
  '&&': 'AmpersandAmpersandToken',
  '||': 'BarBarToken',
  '??': 'QuestionQuestionToken',
  '===': 'EqualsEqualsEqualsToken',
  '!==': 'ExclamationEqualsEqualsToken',
  '==': 'EqualsEqualsToken',
  '!=': 'ExclamationEqualsToken',
}
