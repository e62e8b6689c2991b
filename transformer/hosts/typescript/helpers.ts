/**
 * TypeScript's own helpers (`__read`, `__spreadArray` …) come from our helpers module.
 *
 * What TypeScript prints for old targets gives nothing for a generator where there is no Symbol, in
 * silence. The text of a helper is printed at the top of the file, so ours is an import.
 */

import type * as TS from 'typescript'
import type { RuntimeOption } from './runtime-import.js'

const PRIVATE = /^__classPrivateField/

export function replaceHelpers(
  context: TS.TransformationContext,
  bind: (name: string, from: 'helpers' | 'frame') => string,
): void {
  const request = context.requestEmitHelper
  const asked = new Set<string>()
  const ask = (name: string, from: 'helpers' | 'frame') => {
    if (asked.has(name)) return
    asked.add(name)
    request({ name: `globeflower:${name}`, scoped: false, text: bind(name, from) } as TS.EmitHelper)
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

/** The line that binds a helper in this kind of file. */
export function helperBinding(
  runtime: RuntimeOption,
  format: 'esm' | 'commonjs',
): (name: string, from: 'helpers' | 'frame') => string {
  return (name, from) => {
    if (typeof runtime !== 'string') return `var ${name} = ${runtime.global}.${name};`
    const module = JSON.stringify(runtime.replace(/frame(\.js)?$/, `${from}$1`))
    return format === 'esm' ? `import { ${name} } from ${module};` : `var ${name} = require(${module}).${name};`
  }
}
