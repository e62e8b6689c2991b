/** Labels and returns. */

import type { Value } from '../blocks.js'
import type { Statement } from '../shapes.js'
import type { Builder } from './builder.js'

/** A label goes with its loop; on any other statement it names the place after it. */
export function lowerLabel<N>(shape: Extract<Statement<N>, { is: 'label' }>, flow: Builder<N>): void {
  const body = flow.host.statement(shape.body)
  if (body.is === 'while' || body.is === 'do' || body.is === 'for' || body.is === 'iterate' || body.is === 'label') {
    flow.leaps.addLabel(shape.label)
    if (body.is !== 'label') {
      flow.statement(shape.body)
      return
    }
  }
  // A chain of labels: only the loop at its end may be continued, all may be broken out of.
  const labels = body.is === 'label' ? [shape.label] : [...flow.leaps.takeLabels(), shape.label]
  const after = flow.block()
  flow.leaps.within({ labels, break: after, labelOnly: true }, () => flow.statement(shape.body))
  flow.enter(after)
}

export function lowerReturn<N>(node: N | undefined, origin: N, flow: Builder<N>): void {
  let value = node === undefined ? undefined : flow.value(node)
  if (value?.is === 'node' && isMereRead(value.node, flow)) value = { ...value, calm: true }
  // ECMAScript 14.10.1: in an async generator `return` awaits its value.
  if (flow.options.isAsyncGenerator && value) value = flow.suspend('await', value, origin)
  if (value && flow.leaps.isCrossed && !isAtHand(value, flow)) {
    // Evaluated in its region: what it throws is still caught there.
    const { keep, to } = flow.leaps.landing('return', undefined, true)
    flow.set(keep!, value, origin)
    flow.goto(to)
  } else flow.leaps.leave({ kind: 'return', label: undefined, value })
}

function isMereRead<N>(node: N, flow: Builder<N>): boolean {
  const binding = flow.host.named(node)
  return binding ? flow.isOwned(binding) && !binding.early : flow.host.isStable(node)
}

function isAtHand<N>(value: Value<N>, flow: Builder<N>): boolean {
  return value.is === 'sent' || (value.is === 'node' && flow.host.isStable(value.node))
}
