/** TypeScript's nodes as shapes, one level at a time. */

import type * as TS from 'typescript'
import type { ErrorId } from '../../errors.js'
import { isSettled, type Binding } from '../../scope.js'
import type {
  Declaration,
  Expression,
  Link,
  Operand,
  Pattern,
  Statement,
  UnseenPromise,
  VariableKind,
} from '../../shapes.js'
import { promiseCombinators } from '../../shapes.js'
import { CONSTANT_GLOBALS } from '../facts.js'
import type { Facts } from './facts.js'
import { Operands, value } from './operands.js'
import { PatternShapes } from './pattern-shapes.js'
import type { Scopes } from './scopes.js'
import { markedLiteral } from './method-marks.js'
import { isAssignment, isWrapper, unwrapped } from './tree.js'

export class Classify {
  private readonly operands: Operands
  private readonly patterns: PatternShapes

  constructor(
    private readonly ts: typeof TS,
    private readonly facts: Facts,
    private readonly scopes: Scopes,
    private readonly report: (id: ErrorId, node: TS.Node) => never,
  ) {
    this.operands = new Operands(ts, facts, report)
    this.patterns = new PatternShapes(ts, scopes, report)
  }

  pattern(node: TS.Node): Pattern<TS.Node> {
    return this.patterns.of(node)
  }

  // Statements

  statement(node: TS.Node): Statement<TS.Node> {
    const { ts } = this
    switch (node.kind) {
      case ts.SyntaxKind.EmptyStatement:
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeAliasDeclaration:
        return { is: 'block', scope: undefined, body: [] }
      case ts.SyntaxKind.FunctionDeclaration: {
        const fn = node as TS.FunctionDeclaration
        if (!fn.body) return { is: 'block', scope: undefined, body: [] }
        return { is: 'function', binding: this.scopes.of(fn.name!)!, node: fn, outer: this.scopes.varOf(fn) }
      }
      case ts.SyntaxKind.ClassDeclaration: {
        const declaration = node as TS.ClassDeclaration
        if (isDecorated(ts, declaration)) {
          return {
            is: 'declaration',
            binding: this.scopes.of(declaration.name!)!,
            node,
            operands: this.facts.suspends(node) ? this.operands.classParts(declaration) : [],
          }
        }
        return { is: 'class', binding: this.scopes.of(declaration.name!)!, value: node }
      }
      case ts.SyntaxKind.EnumDeclaration:
      case ts.SyntaxKind.ModuleDeclaration:
        return { is: 'declaration', binding: this.scopes.of((node as TS.EnumDeclaration).name)!, node, operands: [] }
      case ts.SyntaxKind.VariableStatement:
        if (ts.getCombinedModifierFlags(node as unknown as TS.Declaration) & ts.ModifierFlags.Ambient)
          return { is: 'block', scope: undefined, body: [] }
        return this.variables((node as TS.VariableStatement).declarationList)
      case ts.SyntaxKind.VariableDeclarationList:
        return this.variables(node as TS.VariableDeclarationList)
      case ts.SyntaxKind.BreakStatement:
        return { is: 'break', label: (node as TS.BreakStatement).label?.text }
      case ts.SyntaxKind.ContinueStatement:
        return { is: 'continue', label: (node as TS.ContinueStatement).label?.text }
      case ts.SyntaxKind.ReturnStatement:
        return { is: 'return', value: (node as TS.ReturnStatement).expression }
      case ts.SyntaxKind.ThrowStatement:
        return { is: 'throw', value: (node as TS.ThrowStatement).expression }
    }
    if (ts.isExpression(node)) return { is: 'expression', value: node }
    // A block that declares nothing is its statements.
    const isPlain = ts.isBlock(node) && !this.scopes.scopeOf(node)?.bindings.size
    if (!this.facts.suspends(node) && !isPlain) return { is: 'opaque', node }
    return this.suspendingStatement(node)
  }

  private suspendingStatement(node: TS.Node): Statement<TS.Node> {
    const { ts } = this
    const scope = this.scopes.scopeOf(node)
    if (ts.isBlock(node)) return { is: 'block', scope, body: node.statements }
    if (ts.isExpressionStatement(node)) return { is: 'expression', value: node.expression }
    if (ts.isIfStatement(node))
      return { is: 'if', test: node.expression, then: node.thenStatement, otherwise: node.elseStatement }
    if (ts.isWhileStatement(node)) {
      const test = node.expression.kind === ts.SyntaxKind.TrueKeyword ? undefined : node.expression
      return { is: 'while', test, body: node.statement }
    }
    if (ts.isDoStatement(node)) return { is: 'do', body: node.statement, test: node.expression }
    if (ts.isForStatement(node)) {
      return {
        is: 'for',
        scope,
        init: node.initializer,
        test: node.condition,
        update: node.incrementor,
        body: node.statement,
      }
    }
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.iterate(node)
    if (ts.isSwitchStatement(node)) {
      const cases = node.caseBlock.clauses.map((clause) => ({
        test: ts.isCaseClause(clause) ? clause.expression : undefined,
        body: clause.statements,
      }))
      return { is: 'switch', scope: this.scopes.scopeOf(node.caseBlock), subject: node.expression, cases }
    }
    if (ts.isLabeledStatement(node)) return { is: 'label', label: node.label.text, body: node.statement }
    if (ts.isTryStatement(node)) {
      const clause = node.catchClause
      return {
        is: 'try',
        block: node.tryBlock,
        catch: clause && {
          scope: this.scopes.scopeOf(clause),
          param: clause.variableDeclaration?.name,
          body: clause.block,
          mentionsCancel: this.mentions(clause.block, /^(CancelledError|isCancelled)$/),
        },
        finally: node.finallyBlock,
      }
    }
    if (ts.isWithStatement(node)) return this.report('with-statement', node)
    return this.report('unsupported', node)
  }

  private mentions(node: TS.Node, name: RegExp): boolean {
    const { ts } = this
    const search = (n: TS.Node): boolean =>
      (ts.isIdentifier(n) && name.test(n.text)) || (ts.forEachChild(n, (child) => search(child) || undefined) ?? false)
    return search(node)
  }

  private variables(list: TS.VariableDeclarationList): Statement<TS.Node> {
    const { ts } = this
    const kind = variableKind(ts, list)
    const declarations = list.declarations.map((node): Declaration<TS.Node> => ({
      node,
      target: node.name,
      value: node.initializer,
    }))
    return { is: 'variables', kind, declarations }
  }

  private iterate(node: TS.ForInOrOfStatement): Statement<TS.Node> {
    const { ts } = this
    const init = node.initializer
    const declared = ts.isVariableDeclarationList(init)
      ? (this.variables(init) as Extract<Statement<TS.Node>, { is: 'variables' }>)
      : undefined
    return {
      is: 'iterate',
      how: ts.isForInStatement(node) ? 'in' : node.awaitModifier ? 'await' : 'of',
      scope: this.scopes.scopeOf(node),
      kind: declared?.kind,
      target: declared ? declared.declarations[0]!.target : init,
      over: node.expression,
      body: node.statement,
    }
  }

  // Expressions

  expression(node: TS.Node): Expression<TS.Node> {
    const { ts } = this
    if (ts.isAwaitExpression(node))
      return { is: 'await', value: node.expression, unseen: this.unseenPromise(node.expression) }
    if (ts.isYieldExpression(node)) {
      return node.asteriskToken ? { is: 'delegate', value: node.expression! } : { is: 'yield', value: node.expression }
    }
    if (isWrapper(ts, node)) return { is: 'wrapped', inner: node.expression }
    if (ts.isBinaryExpression(node)) return this.binary(node)
    if (ts.isConditionalExpression(node)) {
      return { is: 'conditional', test: node.condition, then: node.whenTrue, otherwise: node.whenFalse }
    }
    if (ts.isOptionalChain(node)) return this.chain(node)
    if (ts.isDeleteExpression(node) && ts.isOptionalChain(node.expression))
      return { ...this.chain(node.expression), deletes: true }
    if (ts.isCallExpression(node)) return this.call(node)
    if (ts.isTaggedTemplateExpression(node)) {
      const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans : []
      const args = spans.map((span) => value(span.expression))
      return { is: 'call', node, callee: node.tag, receiver: this.receiver(node.tag), args, template: true }
    }
    return { is: 'operands', node, operands: this.operands.of(node) }
  }

  private unseenPromise(value: TS.Node): UnseenPromise<TS.Node> | undefined {
    const { ts } = this
    const node = unwrapped(ts, value)
    if ((!ts.isNewExpression(node) && !ts.isCallExpression(node)) || ts.isOptionalChain(node)) return undefined
    const callee = ts.isNewExpression(node) ? node : node.expression
    if (!ts.isNewExpression(callee) && !ts.isPropertyAccessExpression(callee)) return undefined
    const how = ts.isNewExpression(callee)
      ? 'new'
      : promiseCombinators.find((name) => ts.isIdentifier(callee.name) && callee.name.text === name)
    const constructor = callee.expression
    const isPromise = ts.isIdentifier(constructor) && constructor.text === 'Promise' && !this.scopes.of(constructor)
    const [argument, ...others] = node.arguments ?? []
    if (!how || !isPromise || !argument || ts.isSpreadElement(argument) || others.length > 0) return undefined
    return { how, callee: how === 'new' ? constructor : callee, argument }
  }

  private binary(node: TS.BinaryExpression): Expression<TS.Node> {
    const { ts } = this
    const operator = ts.tokenToString(node.operatorToken.kind)!
    const { left, right } = node
    if (operator === ',') return { is: 'sequence', items: [left, right] }
    if (operator === '&&' || operator === '||' || operator === '??') return { is: 'logical', operator, left, right }
    if (isAssignment(ts, node)) return { is: 'assign', node, target: left, operator, value: right }
    const operands = ts.isPrivateIdentifier(left) ? [value(right)] : [value(left), value(right)]
    return { is: 'operands', node, operands }
  }

  private call(node: TS.CallExpression): Expression<TS.Node> {
    const { ts } = this
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      return { is: 'operands', node, operands: this.operands.args(node.arguments) }
    }
    const marked = markedLiteral(ts, node)
    if (marked) return { is: 'operands', node, operands: this.operands.of(marked) }
    return {
      is: 'call',
      node,
      callee: node.expression,
      receiver: this.receiver(node.expression),
      args: this.operands.args(node.arguments),
      template: false,
    }
  }

  /** The object in front of a called property. */
  private receiver(callee: TS.Node): { object: TS.Node; key: TS.Node | undefined; isSuper: boolean } | undefined {
    const { ts } = this
    const node = unwrapped(ts, callee)
    if (ts.isOptionalChain(node)) return undefined
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined
    return {
      object: node.expression,
      key: ts.isElementAccessExpression(node) ? node.argumentExpression : undefined,
      isSuper: node.expression.kind === ts.SyntaxKind.SuperKeyword,
    }
  }

  /** All links from the first object on, so that a link knows the object it was read from. */
  private chain(node: TS.Node): Extract<Expression<TS.Node>, { is: 'chain' }> {
    const { ts } = this
    const links: Link<TS.Node>[] = []
    let base: TS.Node = node
    for (;;) {
      let args: Operand<TS.Node>[] | undefined
      let key: TS.Node | undefined
      if (ts.isCallExpression(base)) args = this.operands.args(base.arguments)
      else if (ts.isElementAccessExpression(base)) key = base.argumentExpression
      else if (ts.isNonNullExpression(base)) {
        base = base.expression
        continue
      } else if (!ts.isPropertyAccessExpression(base)) break
      if (base.expression.kind === ts.SyntaxKind.SuperKeyword) break
      links.unshift({ node: base, optional: base.questionDotToken !== undefined, key, args })
      base = base.expression
    }
    return { is: 'chain', base, links, deletes: false }
  }

  // Small questions

  named(value: TS.Node): Binding | undefined {
    const node = unwrapped(this.ts, value)
    return this.ts.isIdentifier(node) ? this.scopes.of(node) : undefined
  }

  isStable(value: TS.Node): boolean {
    const { ts } = this
    const node = unwrapped(ts, value)
    if (ts.isIdentifier(node)) {
      const binding = this.scopes.of(node)
      if (binding) return isSettled(binding) && !this.scopes.isEarly(node)
      return CONSTANT_GLOBALS.has(node.text)
    }
    return (
      ts.isLiteralExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isFunctionExpression(node) ||
      (ts.isClassExpression(node) && this.isInertClass(node)) ||
      node.kind === ts.SyntaxKind.ThisKeyword ||
      node.kind === ts.SyntaxKind.SuperKeyword ||
      node.kind === ts.SyntaxKind.TrueKeyword ||
      node.kind === ts.SyntaxKind.FalseKeyword ||
      node.kind === ts.SyntaxKind.NullKeyword
    )
  }

  /** Making it runs no code of the user. */
  private isInertClass(node: TS.ClassExpression): boolean {
    const { ts } = this
    if (node.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)) return false
    return node.members.every((member) => {
      const isStatic =
        ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword)
      const isComputed = member.name !== undefined && ts.isComputedPropertyName(member.name)
      const isDecorated = ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined
      return !isStatic && !isComputed && !isDecorated && !ts.isClassStaticBlockDeclaration(member)
    })
  }

  /** `x = …;` as a statement of its own: x has a new value whatever happens. */
  assigns(statement: TS.Node): Binding[] {
    const { ts } = this
    if (!ts.isExpressionStatement(statement)) return []
    const { expression } = statement
    if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return []
    const binding = ts.isIdentifier(expression.left) ? this.scopes.of(expression.left) : undefined
    return binding ? [binding] : []
  }
}

function variableKind(ts: typeof TS, list: TS.VariableDeclarationList): VariableKind {
  switch (list.flags & ts.NodeFlags.BlockScoped) {
    case ts.NodeFlags.Let:
      return 'let'
    case ts.NodeFlags.Const:
      return 'const'
    case ts.NodeFlags.Using:
      return 'using'
    case ts.NodeFlags.AwaitUsing:
      return 'await using'
    default:
      return 'var'
  }
}

function isDecorated(ts: typeof TS, node: TS.ClassDeclaration): boolean {
  const own = (n: TS.Node) => ts.canHaveDecorators(n) && ts.getDecorators(n) !== undefined
  return own(node) || node.members.some(own)
}
