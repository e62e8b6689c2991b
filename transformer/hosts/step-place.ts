/**
 * How far out a step may go: to the innermost scope, outside of its function, whose names it uses.
 * There it is made once, and a call makes no closure.
 */

import type { Binding, Scope } from '../scope.js'

export function outermostScope(file: Scope, used: Iterable<Binding>): Scope {
  let innermost = file
  let depth = -1
  for (const { scope } of used) {
    if (!scope || depthOf(scope) <= depth) continue
    depth = depthOf(scope)
    innermost = scope
  }
  return innermost
}

function depthOf(scope: Scope): number {
  let depth = 0
  for (let s: Scope | undefined = scope.parent; s; s = s.parent) depth++
  return depth
}
