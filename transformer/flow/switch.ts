/** `switch` with a suspension inside. */

import type { Switch } from '../shapes.js'
import type { Builder } from './builder.js'

/**
 *   switch (subject) { case a: A; default: D; case b: B }
 *
 *   entry:  t = subject
 *           branch t === a -> A, next      the tests in order, `default` when all have failed
 *   next:   branch t === b -> B, D
 *   A:      ... goto D                     the bodies fall through as they are written
 *   D:      ... goto B
 *   B:      ... goto after
 */
export function lowerSwitch<N>(shape: Switch<N>, flow: Builder<N>): void {
  const labels = flow.leaps.takeLabels()
  const subject = flow.keep(flow.value(shape.subject), 'subject')
  const after = flow.block()
  const bodies = shape.cases.map(() => flow.block())
  let fallback = after

  flow.open(shape.scope)
  for (const { body } of shape.cases) {
    for (const node of body) {
      const statement = flow.host.statement(node)
      if (statement.is === 'function') flow.set(statement.binding, { is: 'node', node: statement.node })
    }
  }
  shape.cases.forEach(({ test }, i) => {
    if (test === undefined) {
      fallback = bodies[i]!
      return
    }
    const next = flow.block()
    flow.branch({ is: 'binary', operator: '===', left: subject, right: flow.value(test) }, bodies[i]!, next)
    flow.enter(next)
  })
  flow.goto(fallback)

  flow.leaps.within({ labels, break: after }, () => {
    shape.cases.forEach(({ body }, i) => {
      flow.enter(bodies[i]!)
      for (const node of body) flow.statement(node)
    })
  })
  flow.enter(after)
}
