/** What a subtree of TypeScript's holds, and what follows from where a node stands. */

import type * as TS from 'typescript'
import type { FunctionKind } from '../../shapes.js'
import { NAMING_ASSIGNMENTS, SubtreeFacts } from '../facts.js'
import type { Ground } from '../leaps.js'
import type { Scopes } from './scopes.js'

export class Facts extends SubtreeFacts<TS.Node> {
  private readonly waiting = new WeakMap<TS.Node, boolean>()

  constructor(
    private readonly ts: typeof TS,
    private readonly scopes: Scopes,
    /** Below ES2015: a variable of a block is one of the function. */
    private readonly hasNoBlocks: boolean,
  ) {
    super()
  }

  protected isSuspension(node: TS.Node): boolean {
    return this.isWait(node) || (this.hasNoBlocks && this.isAnew(node))
  }

  /**
   * A block in a loop that suspends, with variables that closures keep: they are new in each iteration, which
   * TypeScript sees to in loops that stay. So it is taken apart, as if it suspended.
   */
  private isAnew(node: TS.Node): boolean {
    const { ts } = this
    if (!ts.isBlock(node) && !ts.isSwitchStatement(node)) return false
    const scope = this.scopes.scopeOf(ts.isSwitchStatement(node) ? node.caseBlock : node)
    if (!scope || scope.kind === 'function' || ![...scope.bindings.values()].some((it) => it.captured)) return false
    let around = ts.getOriginalNode(node).parent as TS.Node | undefined
    while (around && !ts.isIterationStatement(around, false)) {
      if (ts.isFunctionLike(around) || ts.isClassElement(around)) return false
      around = around.parent
    }
    return around !== undefined && this.waits(around)
  }

  private waits(node: TS.Node): boolean {
    let known = this.waiting.get(node)
    if (known === undefined) {
      known = this.isWait(node) || this.someChild(node, (child) => this.waits(child))
      this.waiting.set(node, known)
    }
    return known
  }

  private isWait(node: TS.Node): boolean {
    const { ts } = this
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true
    if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined
    if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using
    if (ts.isReturnStatement(node)) return node.expression !== undefined && this.returnsSuspend
    return false
  }

  protected someChild(node: TS.Node, test: (child: TS.Node) => boolean): boolean {
    const { ts } = this
    if (ts.isFunctionLike(node)) {
      const name = 'name' in node ? node.name : undefined
      return name !== undefined && ts.isComputedPropertyName(name) && test(name)
    }
    if (ts.isClassStaticBlockDeclaration(node)) return false
    if (ts.isPropertyDeclaration(node)) return ts.isComputedPropertyName(node.name) && test(node.name)
    return (
      ts.forEachChild(node, (child) => {
        if (ts.isExpressionWithTypeArguments(child)) return test(child.expression) || undefined
        if (ts.isTypeNode(child)) return undefined
        return test(child) || undefined
      }) ?? false
    )
  }

  protected ground(node: TS.Node): Ground<TS.Node> {
    const { ts } = this
    if (ts.isReturnStatement(node)) return { is: 'leap', kind: 'return', label: undefined, value: node.expression }
    if (ts.isThrowStatement(node)) return { is: 'leap', kind: 'throw', label: undefined, value: node.expression }
    if (ts.isBreakOrContinueStatement(node)) {
      const kind = ts.isBreakStatement(node) ? 'break' : 'continue'
      return { is: 'leap', kind, label: node.label?.text, value: undefined }
    }
    if (ts.isForOfStatement(node)) return { is: 'closing loop' }
    if (ts.isIterationStatement(node, false)) return { is: 'loop' }
    if (ts.isTryStatement(node)) return { is: 'try' }
    if (ts.isSwitchStatement(node)) return { is: 'switch' }
    if (ts.isLabeledStatement(node)) return { is: 'label', label: node.label.text, body: node.statement }
    return ts.isExpression(node) ? { is: 'expression' } : { is: 'other' }
  }

  isInOpen(fn: TS.Node): boolean {
    const { ts } = this
    for (let n = fn.parent as TS.Node | undefined; n; n = n.parent)
      if (ts.isWithStatement(n) || (ts.isFunctionLike(n) && 'body' in n && n.body && this.ownEval(n.body as TS.Node)))
        return true
    return false
  }

  protected isDirectEval(node: TS.Node): boolean {
    return isDirectEval(this.ts, node)
  }
}

/** Undefined for a function that cannot suspend. */
export function kindOf(ts: typeof TS, fn: TS.FunctionLikeDeclaration): FunctionKind | undefined {
  const isAsync = fn.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false
  const isGenerator = fn.asteriskToken !== undefined
  if (isAsync) return isGenerator ? 'async generator' : 'async'
  return isGenerator ? 'generator' : undefined
}

export function isDirectEval(ts: typeof TS, node: TS.Node): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'eval'
}

/** Directives stand first; a string later on is no directive. */
export function directiveCount(ts: typeof TS, statements: readonly TS.Statement[]): number {
  const end = statements.findIndex((s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)))
  return end < 0 ? statements.length : end
}

/** ECMAScript 11.2.2: modules, classes, and what stands under a 'use strict'. */
export function isStrict(ts: typeof TS, source: TS.SourceFile, node: TS.Node): boolean {
  if (ts.isExternalModule(source)) return true
  for (let n: TS.Node | undefined = node; n; n = n.parent) {
    if (ts.isClassLike(n)) return true
    const body = ts.isSourceFile(n)
      ? n
      : ts.isFunctionLike(n) && 'body' in n
        ? (n.body as TS.Node | undefined)
        : undefined
    const statements = body && (ts.isSourceFile(body) || ts.isBlock(body)) ? body.statements : []
    const prologue = statements.slice(0, directiveCount(ts, statements)) as TS.ExpressionStatement[]
    if (prologue.some((s) => (s.expression as TS.StringLiteral).text === 'use strict')) return true
  }
  return false
}

/**
 * The name an anonymous function or class gets from where it stands (ECMAScript NamedEvaluation);
 * '' where it gets none, undefined where only the running program knows: a computed key.
 */
export function impliedName(ts: typeof TS, fn: TS.Node): string | undefined {
  let node = ts.getOriginalNode(fn)
  while (node.parent && ts.isParenthesizedExpression(node.parent)) node = node.parent
  const parent = node.parent as TS.Node | undefined
  if (!parent) return ''
  if (ts.isExportAssignment(parent)) return 'default'
  if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)) return parent.parent.name.getText()
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    if (parent.initializer !== node) return ''
    if (ts.isComputedPropertyName(parent.name)) return undefined
    return parent.name.text
  }
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) {
    return parent.initializer === node && ts.isIdentifier(parent.name) ? parent.name.text : ''
  }
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.objectAssignmentInitializer === node ? parent.name.text : ''
  if (ts.isBinaryExpression(parent) && parent.right === node && ts.isIdentifier(parent.left)) {
    return NAMING_ASSIGNMENTS.test(parent.operatorToken.getText()) ? parent.left.text : ''
  }
  return ''
}

/** False for property names, labels and the like, which only look like an identifier in use. */
export function isReference(ts: typeof TS, node: TS.Identifier): boolean {
  const parent = node.parent as TS.Node | undefined
  if (!parent) return true
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent))
    return parent.name !== node
  if (ts.isAccessor(parent) || ts.isEnumMember(parent) || ts.isJsxAttribute(parent)) return parent.name !== node
  if (ts.isBindingElement(parent)) return parent.propertyName !== node
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isMetaProperty(parent)) return false
  return true
}
