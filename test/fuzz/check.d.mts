import type { CompileOptions, CompileResult } from '../../transformer/index.js'
import type { Program } from './grammar.mjs'

export const CONFIGURATIONS: string[]

export class Checker {
  constructor(
    compile: (source: string, options?: CompileOptions) => CompileResult,
    runtime: object,
    before?: (source: string) => void,
  )
  one(program: Program): Promise<void>
  many(programs: Program[]): Promise<Program[]>
}

export function loadRuntime(): Promise<object>
