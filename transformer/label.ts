/**
 * What a debug build says about a step, as a string that stands first in it:
 *
 *   'total@src/cart.ts:3;2=6 a:urls b:sum c.x:x'
 *
 * The function, its file and line; then for each state the line it waits in and
 * the variables that its slots hold, those that closures share behind a dot. The
 * runtime reads it from the text of the step (runtime/tasks/frames.ts).
 */

import type { Flow } from './blocks.js'
import type { Home, Host } from './hosts/host.js'
import type { Binding } from './scope.js'
import type { FunctionShape } from './shapes.js'
import type { Slots } from './spill.js'

export function label<N>(shape: FunctionShape<N>, flow: Flow<N>, { homes, live }: Slots, host: Host<N>): string {
  const { file, line } = host.places!
  const lineOf = (node: N | undefined): number | undefined => {
    const range = node && host.range(node)
    return range && line(range.start)
  }
  const placeOf = (home: Home | undefined): string | undefined => {
    if (home?.is === 'slot') return home.name
    if (home?.is !== 'box') return undefined
    const box = placeOf(homes.get(home.box))
    return box && `${box}.${home.name}`
  }
  const variable = (binding: Binding): string[] => {
    const place = binding.kind === 'temp' ? undefined : placeOf(homes.get(binding))
    return place ? [`${place}:${binding.name}`] : []
  }
  const states = flow.blocks.flatMap(({ ops, end }) => {
    if (end?.is !== 'suspend') return []
    const at = flow.blocks.indexOf(end.to)
    // What was made up, the step of a `for await` say, stands where the code before it does.
    const before = [...ops].reverse().map((op) => ('origin' in op ? lineOf(op.origin) : undefined))
    const here = [lineOf(end.origin), ...before, lineOf(shape.node)].find((each) => each !== undefined)
    const variables = [...homes.keys()].filter((binding) => binding.captured || live[at]?.has(binding))
    return [[`${end.to.state}=${here ?? 0}`, ...variables.flatMap(variable)].join(' ')]
  })
  const name = shape.name || 'anonymous'
  const path = encodeURIComponent(file).replace(/'/g, '%27').replace(/%2F/g, '/').replace(/%3A/g, ':')
  return [`${name}@${path}:${lineOf(shape.node) ?? 0}`, ...states].join(';')
}
