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
  const asyncNames = new Set<Binding>()

  const collect = (node: TS.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name && isPlainAsync(ts, node)) add(node.name)
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const made = node.initializer
      if ((ts.isArrowFunction(made) || ts.isFunctionExpression(made)) && isPlainAsync(ts, made)) add(node.name)
    }
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const names = node.moduleSpecifier.text === 'globeflower' ? node.importClause?.namedBindings : undefined
      if (names && ts.isNamedImports(names))
        for (const it of names.elements) if (WAITING.has((it.propertyName ?? it.name).text)) add(it.name)
    }
    ts.forEachChild(node, collect)
  }
  const add = (name: TS.Identifier): void => {
    const binding = scopes.of(name)
    if (binding && !binding.written) asyncNames.add(binding)
  }

  const isAsyncCall = (call: TS.CallExpression): boolean => {
    const callee = call.expression
    if (ts.isIdentifier(callee)) {
      const binding = scopes.of(callee)
      return binding !== undefined && asyncNames.has(binding)
    }
    if (!ts.isPropertyAccessExpression(callee) || callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return false
    const around = classOf(ts, call)
    return (
      around?.members.some(
        (it) => ts.isMethodDeclaration(it) && isPlainAsync(ts, it) && it.name.getText(file) === callee.name.text,
      ) ?? false
    )
  }

  const visit = (node: TS.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    const waits =
      ts.isAwaitExpression(node) ||
      (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
      (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing)
    if (waits && !mayAwait(ts, node)) tell('misplaced-await', node)
    if (ts.isYieldExpression(node) && !mayYield(ts, node)) {
      tell(scopeAround(ts, node) ? 'yield-in-scope' : 'misplaced-yield', node)
    }
    if (tasks && ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      if (isAsyncCall(node.expression) && isInAsync(ts, node)) tell('never-awaited', node.expression)
    }
    ts.forEachChild(node, visit)
  }

  if (tasks) collect(file)
  visit(file)
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
