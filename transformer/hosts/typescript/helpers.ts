/**
 * TypeScript's own helpers (`__read`, `__spreadArray` …) come from our helpers module.
 *
 * What TypeScript prints for old targets gives nothing for a generator where there is no Symbol, in
 * silence. The text of a helper is printed at the top of the file, so ours is an import.
 */

import type * as TS from 'typescript'
import type { RuntimeOption } from '../runtime-option.js'

const PRIVATE = /^__classPrivateField/

export function replaceHelpers(context: TS.TransformationContext, bind: HelperBinding): void {
  const request = context.requestEmitHelper
  const asked: Record<Door, string[]> = { helpers: [], frame: [] }
  const ask = (name: string, door: Door) => {
    const names = asked[door]
    if (names.includes(name)) return
    names.push(name)
    // TypeScript prints the text once, when every transform has asked for what it needs.
    if (names.length === 1) request(new LateHelper(`globeflower:${door}`, () => bind(names, door)))
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
type HelperBinding = (names: readonly string[], door: Door) => string

/** The line that binds helpers in this kind of file. */
export function helperBinding(runtime: RuntimeOption, format: 'esm' | 'commonjs'): HelperBinding {
  return (names, door) => {
    if (typeof runtime !== 'string')
      return `var ${names.map((name) => `${name} = ${runtime.global}.${name}`).join(', ')};`
    const module = JSON.stringify(runtime.replace(/frame(\.js)?$/, `${door}$1`))
    return format === 'esm'
      ? `import { ${names.join(', ')} } from ${module};`
      : `var ${names.map((name) => `${name} = require(${module}).${name}`).join(', ')};`
  }
}
