/** for-of, for-in, for-await. The iterator lives in a helper object of the runtime. */

import type { Value } from '../blocks.js'
import { assignPattern } from '../pattern.js'
import type { Scope } from '../scope.js'
import type { Iterate } from '../shapes.js'
import { isUsing, type Builder } from './builder.js'
import { bind, take } from './declare.js'
import { withDisposal } from './dispose.js'

/**
 *   for (x of xs) body       entry:  it = iterate(xs); guard close
 *                            head:   branch it.step() -> body, done
 *                            body:   x = it.value ...; goto head
 *                            close:  throw it.fail(sent)
 *                            done:   guard outer
 *                            after:
 *
 * A leap out of the body closes the iterator on its way; what `step` itself has thrown does not. With `for await`
 * closing awaits, so there the region is the body alone. `for-in` has nothing to close.
 * ECMAScript 14.7.5.7, ForIn/OfBodyEvaluation.
 */
export function lowerIterate<N>(shape: Iterate<N>, flow: Builder<N>): void {
  const labels = flow.leaps.takeLabels()
  const outer = flow.handler
  const head = flow.block()
  const body = flow.block()
  const done = flow.block()
  const after = flow.block()
  const closes = shape.how !== 'in'
  const close = closes ? flow.block() : undefined

  // The variables of the head are dead while the right side runs (ECMAScript 14.7.5.6).
  if (hasEarly(shape.scope)) flow.loop(() => flow.open(shape.scope))
  const iteration = flow.keep(start(shape, flow), 'iteration')
  const call = (name: string, ...args: Value<N>[]): Value<N> => ({ is: 'method', object: iteration, name, args })

  flow.leaps.within({ labels, break: after }, () => {
    if (shape.how === 'of') flow.guard(close)
    flow.goto(head)
    flow.enter(head)
    flow.loop(() => {
      const step = shape.how === 'await' ? call('step', flow.suspend('await', call('next'), shape.over)) : call('step')
      flow.branch(step, body, done)

      flow.enter(body)
      if (shape.how === 'await') flow.guard(close)
      const run = () => {
        // `continue` stays inside the loop, so the iterator stays open.
        const next = flow.block()
        flow.leaps.within({ labels, continue: next }, () => {
          flow.open(shape.scope)
          const value: Value<N> = { is: 'property', object: iteration, name: 'value' }
          const { kind } = shape
          if (isUsing(kind)) {
            withDisposal(flow, kind === 'await using', () => {
              bind(shape.target, take(value, kind, flow), flow, shape.target)
              flow.statement(shape.body)
            })
          } else {
            give(shape, value, flow)
            flow.statement(shape.body)
          }
        })
        flow.enter(next)
      }
      if (closes) {
        flow.leaps.crossing(
          outer,
          (to) => {
            if (to.kind === 'return' && to.value) to.value = flow.keep(to.value, 'result')
            if (shape.how === 'await') {
              flow.do(call('closed', flow.suspend('await', call('close'), shape.over)))
            } else {
              flow.do(call('close'))
            }
            return false
          },
          run,
        )
      } else {
        run()
      }
      if (shape.how === 'await') flow.guard(outer)
      flow.goto(head)
    })
  })

  if (close) {
    flow.enterHandler(close, outer)
    if (shape.how === 'await') closeAsync(call, flow)
    else flow.throw(call('fail', { is: 'sent' }))
  }
  if (shape.how === 'of') flow.handler = close
  flow.enter(done)
  flow.guard(outer)
  flow.enter(after)
}

/** Closing awaits; an error of `return()` gives way to the one that ended the loop. */
function closeAsync<N>(call: (name: string, ...args: Value<N>[]) => Value<N>, flow: Builder<N>): void {
  const outer = flow.handler
  const failed = flow.block()
  const error = flow.keep({ is: 'sent' }, 'error')
  flow.guard(failed)
  const result = flow.suspend('await', call('close'))
  flow.guard(outer)
  flow.throw(call('fail', error, result))
  flow.enterHandler(failed, outer)
  flow.throw(call('failed', error, { is: 'sent' }))
}

function start<N>(shape: Iterate<N>, flow: Builder<N>): Value<N> {
  const awaiting = flow.options.inTask ? 'iterateAwaiting' : 'iterateAsync'
  const name = shape.how === 'in' ? 'keys' : shape.how === 'of' ? 'iterate' : awaiting
  return { is: 'runtime', name, args: [flow.value(shape.over)] }
}

function hasEarly(scope: Scope | undefined): boolean {
  return [...(scope?.bindings.values() ?? [])].some((binding) => binding.early)
}

function give<N>(shape: Iterate<N>, value: Value<N>, flow: Builder<N>): void {
  if (shape.kind !== undefined) bind(shape.target, value, flow, shape.target)
  else assignPattern(shape.target, value, flow, false)
}
