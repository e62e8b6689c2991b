import type { Node, Program } from './grammar.mjs'

export function print(program: Program): string
export function kindOf(top: Node): string
