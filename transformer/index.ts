/** Public list of `globeflower/transformer`. */

import type { CompileOptions, CompileResult } from './compile.js'
import { format, type Description } from './describe.js'
import { compileWithBabel } from './hosts/babel/compile.js'
import { findBabel } from './hosts/babel/find.js'
import { compileWith } from './hosts/typescript/compile.js'
import { findTypeScript } from './hosts/typescript/find.js'

export type { CompileOptions, CompileResult, Diagnostic, SourceMapV3, Target } from './compile.js'
export type { Description, Range, Slot, Step } from './describe.js'
export type { OutlineLine } from './outline.js'
export type { Semantics } from './runtime-names.js'
export { compileWith } from './hosts/typescript/compile.js'
export { findTypeScript } from './hosts/typescript/find.js'
export { createTransformer, type TransformOptions } from './hosts/typescript.js'

/**
 * Lower one file.
 *
 * @throws Error when no TypeScript (or Babel) can be found; nothing on bad source: see `diagnostics`.
 */
export function compile(source: string, options?: CompileOptions): CompileResult {
  return compileHooked(source, options)
}

function compileHooked(
  source: string,
  options: CompileOptions = {},
  hooks?: { observe(description: Description): void },
): CompileResult {
  if (options.host === 'babel') return compileWithBabel(findBabel(), source, options, hooks)
  return compileWith(findTypeScript(), source, options, hooks)
}

/** The blocks and slots of every suspending function of a file, innermost first. */
export function inspect(source: string, options?: CompileOptions): Description[] {
  const descriptions: Description[] = []
  compileHooked(source, options, { observe: (description) => descriptions.push(description) })
  return descriptions
}

/** The same as text, as the `blocks.txt` of a case has it. */
export function blocks(source: string, options?: CompileOptions): string {
  return inspect(source, options).map(format).join('\n')
}
