/**
 * Names that old engines lack, reached through the runtime: `Promise`, `setTimeout`,
 * `Symbol.iterator`, `Array.from` and their like. No global is touched; a name that the file
 * declares itself stays its own.
 */

import type * as TS from 'typescript'
import { providedGlobals, providedSymbols } from '../../runtime-names.js'
import { isReference } from './facts.js'
import type { RuntimeImport } from './runtime-import.js'
import type { Scopes } from './scopes.js'

const globals: ReadonlySet<string> = new Set(providedGlobals)

export function provide(ts: typeof TS, file: TS.SourceFile, scopes: Scopes, runtime: RuntimeImport): TS.SourceFile {
  const isGlobal = (node: TS.Node, name: string): boolean =>
    ts.isIdentifier(node) && node.text === name && !scopes.of(node) && node.pos >= 0

  const visit = (node: TS.Node): TS.Node => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = isGlobal(node.expression, 'Symbol') ? providedSymbols[node.name.text] : undefined
      if (symbol) return ts.setSourceMapRange(runtime.member(symbol), node)
      if (isGlobal(node.expression, 'Array') && node.name.text === 'from')
        return ts.setSourceMapRange(runtime.member('arrayFrom'), node)
      const object = visit(node.expression) as TS.Expression
      return object === node.expression ? node : ts.factory.updatePropertyAccessExpression(node, object, node.name)
    }
    if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression)) {
      // `typeof Promise` asks whether there is one; with us there is.
      return ts.visitEachChild(node, visit, undefined)
    }
    if (ts.isShorthandPropertyAssignment(node) && globals.has(node.name.text) && isGlobal(node.name, node.name.text)) {
      return ts.factory.createPropertyAssignment(node.name.text, runtime.member(node.name.text))
    }
    if (ts.isIdentifier(node) && globals.has(node.text) && isGlobal(node, node.text) && isUse(ts, node)) {
      return ts.setSourceMapRange(runtime.member(node.text), node)
    }
    return ts.visitEachChild(node, visit, undefined)
  }
  return ts.visitEachChild(file, visit, undefined)
}

function isUse(ts: typeof TS, node: TS.Identifier): boolean {
  if (!isReference(ts, node)) return false
  const { parent } = node as { parent?: TS.Node }
  return !parent || !(ts.isVariableDeclaration(parent) && parent.name === node)
}
