/**
 * Top-level `await` below ES2022: the module's statements become the body of an async function,
 * called on the spot; imports stay in front.
 *
 * Whoever imports such a module would have to wait for it, so one that exports is refused.
 */

import type * as T from '@babel/types'
import { isField } from './facts.js'
import type { Node, Types } from './tree.js'

/** Undefined where that cannot be done. */
export function wrapTopLevelAwait(t: Types, program: T.Program): T.Program | undefined {
  // `export {}` only says that the file is a module.
  const isEmptyExport = (statement: Node) =>
    t.isExportNamedDeclaration(statement) &&
    !statement.source &&
    !statement.declaration &&
    statement.specifiers.length === 0
  const own = program.body.filter((statement) => !isEmptyExport(statement))
  if (own.some((statement) => t.isExportDeclaration(statement) || t.isTSExportAssignment(statement))) return undefined
  const isImport = (statement: Node) => t.isImportDeclaration(statement) || t.isTSImportEqualsDeclaration(statement)
  const body = t.blockStatement(own.filter((statement) => !isImport(statement)))
  const main = t.arrowFunctionExpression([], body, true)
  for (const made of [main, body]) Object.assign(made, { start: program.start, end: program.end, loc: program.loc })
  const call = t.expressionStatement(t.callExpression(main, []))
  return { ...program, body: [...own.filter(isImport), call] }
}

export function firstAwait(t: Types, node: Node): Node | undefined {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return node
  if (node.type === 'VariableDeclaration' && node.kind === 'await using') return node
  if (t.isFunction(node) || node.type === 'StaticBlock' || isField(node)) return undefined
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key]
    for (const item of Array.isArray(child) ? child : [child]) {
      const found = item && firstAwait(t, item)
      if (found) return found
    }
  }
  return undefined
}
