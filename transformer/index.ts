/** Public list of `globeflower/transformer`. */

import { compileWith, type CompileOptions, type CompileResult } from './compile.js'
import { findTypeScript } from './find-typescript.js'

export type { CompileOptions, CompileResult, Diagnostic, SourceMapV3, Target } from './compile.js'
export type { Semantics } from './runtime-names.js'
export { compileWith } from './compile.js'
export { findTypeScript } from './find-typescript.js'
export { createTransformer, type TransformOptions } from './hosts/typescript.js'

/**
 * Lower one file.
 *
 * @throws Error when no TypeScript can be found; nothing on bad source: see `diagnostics`.
 */
export function compile(source: string, options?: CompileOptions): CompileResult {
  return compileWith(findTypeScript(), source, options)
}
