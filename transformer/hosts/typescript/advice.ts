/**
 * What is wrong with a file, or probably not meant, before anything is lowered.
 *
 * Law: what is told here is certain without types. A call counts as async where the file itself
 * says so: an async function of the file that is never assigned to, an async method of the class
 * around the call, a waiting function of `globeflower`.
 */

import type * as TS from 'typescript'
import type { ErrorId } from '../../errors.js'
import type { Binding } from '../../scope.js'
import type { Scopes } from './scopes.js'

export function advise(
  ts: typeof TS,
  file: TS.SourceFile,
  scopes: Scopes,
  tasks: boolean,
  tell: (id: ErrorId, node: TS.Node) => void,
): void {
  const { SyntaxKind } = ts
  const asyncNames = new Set<Binding>()
  /** Statements that are a call and nothing else. */
  const calls: TS.CallExpression[] = []

  const add = (name: TS.Node): void => {
    const binding = scopes.of(name)
    if (binding && !binding.written) asyncNames.add(binding)
  }

  const isAsyncCall = (call: TS.CallExpression): boolean => {
    const callee = call.expression
    if (ts.isIdentifier(callee)) {
      const binding = scopes.of(callee)
      return binding !== undefined && asyncNames.has(binding)
    }
    if (!ts.isPropertyAccessExpression(callee) || callee.expression.kind !== SyntaxKind.ThisKeyword) return false
    const around = classOf(ts, call)
    return (
      around?.members.some(
        (it) => ts.isMethodDeclaration(it) && isPlainAsync(ts, it) && it.name.getText(file) === callee.name.text,
      ) ?? false
    )
  }

  const mayWait = (node: TS.Node): void => {
    if (!mayAwait(ts, node)) tell('misplaced-await', node)
  }

  const look = (node: TS.Node): void => {
    switch (node.kind) {
      case SyntaxKind.AwaitExpression:
        return mayWait(node)
      case SyntaxKind.ForOfStatement:
        if ((node as TS.ForOfStatement).awaitModifier) mayWait(node)
        return
      case SyntaxKind.VariableDeclarationList:
        if ((node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) mayWait(node)
        return
      case SyntaxKind.YieldExpression:
        if (!mayYield(ts, node)) tell(scopeAround(ts, node) ? 'yield-in-scope' : 'misplaced-yield', node)
        return
      case SyntaxKind.ExpressionStatement: {
        const { expression } = node as TS.ExpressionStatement
        if (ts.isCallExpression(expression)) calls.push(expression)
        return
      }
      case SyntaxKind.FunctionDeclaration: {
        const fn = node as TS.FunctionDeclaration
        if (fn.name && isPlainAsync(ts, fn)) add(fn.name)
        return
      }
      case SyntaxKind.VariableDeclaration: {
        const { name, initializer } = node as TS.VariableDeclaration
        const isFunction = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        if (isFunction && isPlainAsync(ts, initializer)) add(name)
        return
      }
      case SyntaxKind.ImportDeclaration: {
        const { moduleSpecifier, importClause } = node as TS.ImportDeclaration
        const names = (moduleSpecifier as TS.StringLiteral).text === 'globeflower' && importClause?.namedBindings
        if (!names || !ts.isNamedImports(names)) return
        for (const it of names.elements) if (WAITING.has((it.propertyName ?? it.name).text)) add(it.name)
      }
    }
  }

  const visit = (node: TS.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    look(node)
    ts.forEachChild(node, visit)
  }

  visit(file)
  if (!tasks) return
  for (const call of calls) if (isAsyncCall(call) && isInAsync(ts, call.parent)) tell('never-awaited', call)
}

/** What does nothing for anybody who does not wait for it. */
const WAITING = new Set([
  ...['sleep', 'sleepUntil', 'yieldNow', 'checkpoint', 'gather', 'wait', 'waitFor', 'timeout', 'timeoutAt'],
  ...['moveOnAfter', 'taskGroup', 'all', 'allSettled', 'any', 'race', 'once'],
])

/** Blocks that end what runs in them: nobody may leave them half way. */
const SCOPES = new Set(['taskGroup', 'timeout', 'timeoutAt', 'moveOnAfter', 'waitFor'])

function isPlainAsync(ts: typeof TS, fn: TS.FunctionLikeDeclaration): boolean {
  return !fn.asteriskToken && hasAsync(ts, fn)
}

function hasAsync(ts: typeof TS, node: TS.Node): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((it) => it.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}

/** The function, field or static block that the node is evaluated in; the file for what is outside of all. */
function ground(ts: typeof TS, node: TS.Node): TS.Node {
  let child = node
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (ts.isSourceFile(at) || ts.isClassStaticBlockDeclaration(at)) return at
    // Computed keys, decorators and heritage belong to the code around the class.
    const isKey = 'name' in at && at.name === child
    if (isKey || ts.isDecorator(child)) continue
    if (ts.isPropertyDeclaration(at) || ts.isFunctionLike(at) || ts.isModuleBlock(at)) return at
  }
  return node.getSourceFile()
}

function mayAwait(ts: typeof TS, node: TS.Node): boolean {
  const at = ground(ts, node)
  return ts.isSourceFile(at) || (ts.isFunctionLike(at) && hasAsync(ts, at) && !isInParameter(ts, node, at))
}

function mayYield(ts: typeof TS, node: TS.Node): boolean {
  const at = ground(ts, node)
  const isGenerator = 'asteriskToken' in at && at.asteriskToken !== undefined
  return ts.isFunctionLike(at) && isGenerator && !isInParameter(ts, node, at)
}

function isInParameter(ts: typeof TS, node: TS.Node, fn: TS.Node): boolean {
  for (let at = node; at !== fn; at = at.parent) if (ts.isParameter(at) && at.parent === fn) return true
  return false
}

/** The call of `taskGroup`, `timeout` or their like whose callback the node stands in. */
function scopeAround(ts: typeof TS, node: TS.Node): boolean {
  const callback = ground(ts, node)
  const call = callback.parent
  if (!call || !ts.isCallExpression(call)) return false
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression
  return ts.isIdentifier(name) && SCOPES.has(name.text)
}

/** In the body of an async function; what runs at once at the top of a file is no such place. */
function isInAsync(ts: typeof TS, node: TS.Node): boolean {
  const fn = ground(ts, node)
  if (!ts.isFunctionLike(fn) || !hasAsync(ts, fn)) return false
  let at = fn.parent
  while (ts.isParenthesizedExpression(at)) at = at.parent
  return !(ts.isCallExpression(at) && ts.isSourceFile(ground(ts, at)) && !at.arguments.includes(fn as TS.Expression))
}

function classOf(ts: typeof TS, node: TS.Node): TS.ClassLikeDeclaration | undefined {
  for (let at = ground(ts, node); !ts.isSourceFile(at); at = ground(ts, at)) {
    if (ts.isArrowFunction(at)) continue
    return ts.isClassLike(at.parent) ? at.parent : undefined
  }
  return undefined
}
