/**
 * Where the states of a step come from: what a debug build tells the runtime.
 *
 *   { 0: '3:1', 2: '6:12' }     the function; the await that leads to state 2
 */

import type { Flow } from './blocks.js'
import type { Host, Place } from './hosts/host.js'
import type { FunctionShape } from './shapes.js'

export function placesOf<N>(shape: FunctionShape<N>, flow: Flow<N>, host: Host<N>): Place[] {
  const positionOf = (node: N | undefined): string | undefined => {
    const range = node && host.range(node)
    const place = range && host.places?.at(range.start)
    return place && `${place.line}:${place.column}`
  }
  const own = positionOf(shape.node) ?? '1:1'
  const states = flow.blocks.flatMap(({ ops, end }) => {
    if (end?.is !== 'suspend') return []
    // What was made up, the step of a `for await` say, stands where the code before it does.
    const before = [...ops].reverse().map((op) => ('origin' in op ? positionOf(op.origin) : undefined))
    const position = [positionOf(end.origin), ...before].find((each) => each !== undefined) ?? own
    return [{ state: end.to.state!, position }]
  })
  return [{ state: 0, position: own }, ...states]
}
