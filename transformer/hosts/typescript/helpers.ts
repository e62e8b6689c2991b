/**
 * TypeScript's own helpers (`__read`, `__spreadArray` …) come from our helpers module.
 *
 * What TypeScript prints for old targets gives nothing for a generator where there is no Symbol, in
 * silence. The text of a helper is printed at the top of the file, so ours is an import.
 */

import type * as TS from 'typescript'
import type { RuntimeOption } from '../runtime-option.js'

const PRIVATE = /^__classPrivateField/

export function replaceHelpers(context: TS.TransformationContext, source: TS.SourceFile, bind: HelperBinding): void {
  const request = context.requestEmitHelper
  const asked: Record<Door, string[]> = { helpers: [], frame: [] }
  const ask = (name: string, door: Door) => {
    const names = asked[door]
    if (names.includes(name)) return
    names.push(name)
    // TypeScript prints the text once, when every transform has asked for what it needs.
    if (names.length === 1) request(new LateHelper(`globeflower:${door}`, () => bind(names, door, source)))
  }
  context.requestEmitHelper = (helper) => {
    const name = (helper as { importName?: string }).importName
    if (helper.scoped || name === undefined) return request(helper)
    if (PRIVATE.test(name)) {
      ask('WeakMap', 'frame')
      ask('WeakSet', 'frame')
    }
    ask(name, 'helpers')
  }
}

/** Packages bring helpers of the same names: in such a file ours are called otherwise. Runs after TypeScript's own. */
export function keepHelpersApart(ts: typeof TS): TS.TransformerFactory<TS.SourceFile> {
  return (context) => (file) => {
    const isHelper = (node: TS.Node) => ((node as Emitted).emitNode?.flags ?? 0) & ts.EmitFlags.HelperName
    const visit = (node: TS.Node): TS.Node =>
      ts.isIdentifier(node) && isHelper(node)
        ? ts.factory.createIdentifier(localName(node.text, file))
        : ts.visitEachChild(node, visit, context)
    return /\b__\w/.test(file.text) ? ts.visitEachChild(file, visit, context) : file
  }
}

type Emitted = TS.Node & { emitNode?: { flags?: TS.EmitFlags } }

function localName(name: string, { text }: TS.SourceFile): string {
  return new RegExp(`\\b${name}\\b`).test(text) ? `${name}$` : name
}

class LateHelper implements TS.UnscopedEmitHelper {
  readonly scoped = false

  constructor(
    readonly name: string,
    private readonly print: () => string,
  ) {}

  get text(): string {
    return this.print()
  }
}

type Door = 'helpers' | 'frame'
type HelperBinding = (names: readonly string[], door: Door, source: TS.SourceFile) => string

/** The line that binds helpers in this kind of file. */
export function helperBinding(runtime: RuntimeOption, format: 'esm' | 'commonjs'): HelperBinding {
  return (names, door, source) => {
    const bound = names.map((name) => ({ name, local: door === 'helpers' ? localName(name, source) : name }))
    if (typeof runtime !== 'string')
      return `var ${bound.map(({ name, local }) => `${local} = ${runtime.global}.${name}`).join(', ')};`
    const module = JSON.stringify(runtime.replace(/frame(\.js)?$/, `${door}$1`))
    return format === 'esm'
      ? `import { ${bound.map(({ name, local }) => (name === local ? name : `${name} as ${local}`)).join(', ')} } from ${module};`
      : `var ${bound.map(({ name, local }) => `${local} = require(${module}).${name}`).join(', ')};`
  }
}
