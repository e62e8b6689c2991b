/**
 * `import('./x.js')` in a single file for engines without `Promise`.
 *
 *   [source]            [result, required]
 *   import('./x.js')    $gfPromise.resolve().then(function () { return $gfImportStar(require('./x.js')) })
 *
 *                       [result, imported]
 *                       $gfPromise.resolve().then(function () { return $gfImported0 })
 *                       import * as $gfImported0 from './x.js'
 *
 * Left to themselves bundlers write the same with the global `Promise`, or ask for another file. The
 * second form is for bundlers that know no `require` in a module; like Rollup when it makes one file,
 * it runs the module with the others. An import whose name is computed stays, and is told of.
 */
import type { AnyNode, ImportExpression, Program } from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { eachNode, headOf, isModule, programOf } from './tree.js'

export type Inlining = 'required' | 'imported'

export function inlineImports(code: string, map: SourceMapV3, how: Inlining): { code: string; map: SourceMapV3 } {
  const tree = /\bimport\s*\(/.test(code) ? programOf(code) : undefined
  const found = tree ? importsIn(tree) : []
  if (!tree || found.length === 0) return { code, map }

  const inModule = isModule(tree)
  const names = [...new Set(found.map(nameOf))]
  const namespace = (name: string) =>
    inModule && how === 'imported'
      ? `$gfImported${names.indexOf(name)}`
      : `$gfImportStar(require(${JSON.stringify(name)}))`
  const edits: Edit[] = found.map((it) => ({
    start: it.start,
    end: it.end,
    text: `$gfPromise.resolve().then(function () { return ${namespace(nameOf(it))} })`,
  }))
  if (!inModule) edits.push(commonJsHead(tree))
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  // Imports go to the end, where they move no line.
  const tail = inModule ? `${edited.code}\n${importsFor(how, names).join('\n')}\n` : edited.code
  return { code: tail, map: { ...map, mappings: edited.map.mappings } }
}

/** Where the imports are whose name is only known when they run. */
export function computedImports(code: string): number[] {
  const tree = /\bimport\s*\(/.test(code) ? programOf(code) : undefined
  const found: number[] = []
  if (tree) {
    eachNode(tree, (node) => {
      if (node.type === 'ImportExpression' && node.source.type !== 'Literal') found.push(node.start)
    })
  }
  return found
}

function importsFor(how: Inlining, names: string[]): string[] {
  return [
    "import { Promise as $gfPromise } from 'globeflower/frame'",
    ...(how === 'required'
      ? ["import { __importStar as $gfImportStar } from 'globeflower/helpers'"]
      : names.map((name, i) => `import * as $gfImported${i} from ${JSON.stringify(name)}`)),
  ]
}

function commonJsHead(tree: Program): Edit {
  const start = headOf(tree)
  const promise = "$gfPromise = require('globeflower/frame').Promise"
  return { start, end: start, text: `var ${promise}, $gfImportStar = require('globeflower/helpers').__importStar; ` }
}

type Named = ImportExpression & { source: { type: 'Literal' } }

function nameOf({ source }: Named): string {
  return String(source.value)
}

function importsIn(tree: AnyNode): Named[] {
  const found: Named[] = []
  eachNode(tree, (node) => {
    if (node.type === 'ImportExpression' && node.source.type === 'Literal') found.push(node as Named)
  })
  return found
}
