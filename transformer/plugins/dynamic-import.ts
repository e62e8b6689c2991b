/**
 * `import('./x.js')` in a bundle for engines without `Promise`.
 *
 *   [source]            [result]
 *   import('./x.js')    $gfPromise.resolve().then(function () { return $gfImportStar(require('./x.js')) })
 *
 * Left to itself esbuild writes the same with the global `Promise`. An import
 * whose name is computed stays, and the check of the target then names it.
 */
import { parse, type AnyNode } from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'

export function inlineImports(code: string, map: SourceMapV3): { code: string; map: SourceMapV3 } {
  const edits = /\bimport\s*\(/.test(code) ? editsOf(code) : []
  if (edits.length === 0) return { code, map }
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  // At the end, where they move no line.
  return { code: `${edited.code}\n${imports}\n`, map: { ...map, mappings: edited.map.mappings } }
}

const imports = [
  "import { Promise as $gfPromise } from 'globeflower/frame'",
  "import { __importStar as $gfImportStar } from 'globeflower/helpers'",
].join('\n')

function editsOf(code: string): Edit[] {
  const edits: Edit[] = []
  let tree: AnyNode
  try {
    tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: true })
  } catch {
    // esbuild says better what is wrong.
    return []
  }
  walk(tree, (node) => {
    if (node.type !== 'ImportExpression' || node.source.type !== 'Literal') return
    const { start, end, source } = node
    edits.push({
      start,
      end: source.start,
      text: '$gfPromise.resolve().then(function () { return $gfImportStar(require(',
    })
    edits.push({ start: source.end, end, text: ')) })' })
  })
  return edits
}

function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node)
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof (item as AnyNode).type === 'string') walk(item as AnyNode, visit)
    }
  }
}
