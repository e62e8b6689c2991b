/**
 * One suspending function in, one dispatch function out.
 *
 *   read → flatten, flow → tidy → spill → arrange → emit
 *
 * Law: each pass reads what the one before it wrote and never looks back.
 * No pass changes a host node; only `emit` makes new ones.
 */

import { arrange } from './arrange.js'
import { describe, type Description } from './describe.js'
import { emit, type Names } from './emit.js'
import { buildFlow } from './flow/build.js'
import type { Host } from './hosts/host.js'
import { placesOf } from './places.js'
import { driverName, settledNames, type Semantics } from './runtime-names.js'
import type { FunctionShape } from './shapes.js'
import { spill } from './spill.js'
import { tidy } from './tidy.js'

/** True when a call has its result at once: no frame, no step, no states. */
export function isImmediate<N>(shape: FunctionShape<N>, host: Host<N>): boolean {
  if (shape.kind !== 'async' || (!shape.open && shape.params.some((param) => !param.binding))) return false
  if (shape.result !== undefined) return !host.suspends(shape.result)
  // A function declaration must stay in the function's own scope, which has a `try` around it.
  return shape.body.every((node) => !host.suspends(node) && (shape.open || host.statement(node).is !== 'function'))
}

export interface LowerOptions {
  semantics: Semantics
  /** For stepping through: variables stay variables, states know their places. */
  debug: boolean
  /** Shown what became of the function. */
  observe?: ((description: Description) => void) | undefined
}

export function lower<N>(shape: FunctionShape<N>, names: Names, host: Host<N>, options: LowerOptions): N {
  const { semantics, debug } = options
  if (isImmediate(shape, host)) return host.replaceImmediate(shape, semantics)
  const { flow, entry } = buildFlow(shape, host, options)
  const tidied = tidy(flow, debug)
  const slots = spill(tidied, entry.handed, host, debug)
  const arranged = arrange(tidied, debug)
  options.observe?.(describe(shape, arranged, slots, host))
  const { locals, variables, body } = emit(arranged, slots, names, host)
  return host.replace(shape, {
    driver: driverName(shape.kind, semantics, slots.count, debug),
    step: { locals, body, frame: names.frame, at: names.at },
    variables,
    places: debug ? placesOf(shape, arranged, host) : [],
    entry,
    kept: [...arranged.kept].filter(({ kind }) => kind !== 'param').map(({ name }) => name),
    exact: semantics === 'promise',
    failed: settledNames(semantics).failed,
  })
}
