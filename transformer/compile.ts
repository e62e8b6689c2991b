/** Compiling one file: source text in; text, map and diagnostics out. Who parses is a tree host's matter. */

import { severityOf } from './errors.js'
import type { ProjectOptions } from './hosts/typescript/project.js'
import type { Semantics } from './runtime-names.js'

/** The ECMAScript that output may use. */
export type Target =
  'es3' | 'es5' | 'es2015' | 'es2016' | 'es2017' | 'es2018' | 'es2019' | 'es2020' | 'es2021' | 'es2022' | 'esnext'

/** How `compile` takes a file; each has a default. */
export interface CompileOptions {
  /** Decides the language: .ts .tsx .js .jsx .mts .cts .mjs .cjs. Default 'input.ts'. */
  fileName?: string
  /** Default 'task'. */
  semantics?: Semantics
  /** What all other syntax is lowered to. Default 'es5'. */
  target?: Target
  /** Default 'preserve': modules stay modules, CommonJS stays CommonJS. */
  module?: 'preserve' | 'commonjs' | 'script'
  /** Where the runtime is found: a specifier, or a global of a classic script. Default 'globeflower/frame'. */
  runtime?: string | { global: string }
  /** Whose tree: TypeScript's or Babel's. Default 'typescript'. */
  host?: 'typescript' | 'babel'
  /** True: `map` of the result; 'inline': a comment in the code. Default false. */
  sourceMap?: boolean | 'inline'
  /** How TypeScript's host takes JSX, decorators and fields: what `projectOptions(file)` found, or TypeScript's options. */
  project?: ProjectOptions | undefined
  /** For stepping through: variables stay variables; labels tell the runtime function, file and lines. */
  debug?: boolean
}

/** What is wrong with a source, or cannot be lowered exactly. With an error there is no output to rely on. */
export interface Diagnostic {
  /** Stable: 'direct-eval', 'syntax-error' … */
  id: string
  /** What is, and the way out. */
  message: string
  fileName: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
  /** In characters. */
  start: number
  length: number
  severity: 'error' | 'warning'
}

/** As of ECMA-426. */
export interface SourceMapV3 {
  version: 3
  file?: string
  sourceRoot?: string
  sources: string[]
  sourcesContent?: string[]
  names: string[]
  mappings: string
}

/** Of one file. Bad source throws nothing: it gives diagnostics. */
export interface CompileResult {
  code: string
  map?: SourceMapV3
  diagnostics: Diagnostic[]
}

/** `start` and `length` in characters of `text`. */
export function diagnostic(
  id: string,
  message: string,
  text: string,
  fileName: string,
  start: number,
  length = 0,
): Diagnostic {
  const lines = text.slice(0, start).split(/\r\n?|[\n\u2028\u2029]/)
  const column = lines[lines.length - 1]!.length + 1
  return { id, message, fileName, line: lines.length, column, start, length, severity: severityOf(id) }
}
