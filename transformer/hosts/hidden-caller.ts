/**
 * Functions that suspend have no `caller` and `arguments` of their own; a sloppy plain function has
 * both, and nobody can take them away. A strict one has none: so the function that the user calls
 * says 'use strict', where that changes nothing else.
 */

import type { FunctionShape } from '../shapes.js'
import type { Lowered } from './host.js'

/** `names`: of the function and its parameters. The step stands outside and stays as sloppy as it was. */
export function canBeStrict<N>(
  shape: FunctionShape<N>,
  { exact, entry }: Lowered<N>,
  names: readonly (string | undefined)[],
): boolean {
  if (!exact || shape.strict || shape.isArrow || shape.mapped || shape.self || shape.arguments) return false
  // 'use strict' asks for plain parameters, each of its own name.
  if (entry.formal < shape.params.length || new Set(names).size < names.length) return false
  return !names.some((name) => name !== undefined && RESERVED.test(name))
}

const RESERVED = /^(eval|arguments|implements|interface|let|package|private|protected|public|static|yield)$/
