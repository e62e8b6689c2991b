/**
 * try, catch, finally.
 *
 * No `try` in emitted code for what suspends: a region names its handler in the frame's register,
 * and the one `try` around the runtime's step looks there.
 */

import type { Value } from '../blocks.js'
import type { Try } from '../shapes.js'
import { bind } from './declare.js'
import type { Builder } from './builder.js'
import type { Destination } from './leap.js'

export function lowerTry<N>(shape: Try<N>, flow: Builder<N>): void {
  if (shape.finally !== undefined) lowerFinally(shape, shape.finally, flow)
  else lowerCatch(shape, flow)
}

/**
 *   try A catch (e) B        entry:  guard handler
 *                            A       guard outer  goto after
 *                            handler: e = sent  B  goto after
 *                            after:
 */
function lowerCatch<N>(shape: Try<N>, flow: Builder<N>): void {
  const clause = shape.catch
  if (!clause) {
    flow.statement(shape.block)
    return
  }
  const outer = flow.handler
  const handler = flow.block()
  const after = flow.block()

  flow.guard(handler)
  // Leaving the region is all there is to do on a leap out of it.
  flow.leaps.crossing(outer, () => false, () => flow.statement(shape.block))
  flow.guard(outer)
  flow.goto(after)

  flow.enterHandler(handler, outer)
  const passesCancel = flow.options.cancellable && !clause.mentionsCancel
  const caught: Value<N> = flow.options.returnable
    ? { is: 'runtime', name: 'caught', args: [{ is: 'constant', name: 'frame' }] }
    : { is: 'sent' }
  const error = passesCancel ? flow.keep(caught, 'error') : undefined
  flow.open(clause.scope)
  if (clause.param !== undefined) bind(clause.param, error ?? caught, flow, clause.param)
  else if (!error && flow.options.returnable) flow.do(caught)

  const body = () => flow.statement(clause.body)
  if (error) {
    const passOn = () => {
      const rethrow = flow.block()
      const keep = flow.block()
      flow.branch({ is: 'runtime', name: 'isCancel', args: [error] }, rethrow, keep)
      flow.enter(rethrow)
      flow.throw(error)
      flow.enter(keep)
      return false
    }
    flow.leaps.crossing(outer, passOn, body)
    passOn()
  } else {
    body()
  }
  flow.goto(after)
  flow.enter(after)
}

/**
 *   try A finally F          entry:   guard handler
 *                            A        guard outer  completion = 0  goto F
 *                            handler: completion = 1; outcome = sent
 *                            F        ... then by completion: go on, throw outcome, or leap on
 *                            after:
 *
 * A leap out of A notes its number in `completion` and goes to F; a leap out of F itself simply
 * leaves, and so discards what was pending (ECMAScript 14.15.3).
 */
function lowerFinally<N>(shape: Try<N>, finalizer: N, flow: Builder<N>): void {
  const outer = flow.handler
  const handler = flow.block()
  const final = flow.block()
  const after = flow.block()
  const completion = flow.temp('completion')
  const outcome = flow.temp('outcome')
  const pending: Destination<N>[] = []
  const NORMAL = 0
  const THROW = 1

  const complete = (number: number) => flow.set(completion, { is: 'literal', value: number })
  const numberOf = (to: Destination<N>) => {
    const known = pending.findIndex((p) => p.kind === to.kind && p.label === to.label && to.kind !== 'return')
    const returns = pending.findIndex((p) => p.kind === 'return' && to.kind === 'return')
    const found = to.kind === 'return' ? returns : known
    return (found < 0 ? pending.push(to) - 1 : found) + THROW + 1
  }

  flow.guard(handler)
  flow.leaps.crossing(
    outer,
    (to) => {
      complete(numberOf(to))
      if (to.kind === 'return') flow.set(outcome, to.value ?? { is: 'literal', value: undefined })
      flow.goto(final)
      return true
    },
    () => lowerCatch(shape, flow),
  )
  flow.guard(outer)
  complete(NORMAL)
  flow.goto(final)

  flow.enterHandler(handler, outer)
  complete(THROW)
  flow.set(outcome, { is: 'sent' })

  flow.enter(final)
  flow.statement(finalizer)

  const dispatch = (number: number, then: () => void) => {
    const taken = flow.block()
    const next = flow.block()
    const test = { is: 'binary', operator: '===', left: { is: 'get', binding: completion }, right: { is: 'literal', value: number } } as const
    flow.branch(test, taken, next)
    flow.enter(taken)
    then()
    flow.enter(next)
  }
  dispatch(THROW, () => flow.throw({ is: 'get', binding: outcome }))
  pending.forEach((to, i) => {
    const value = to.kind === 'return' ? ({ is: 'get', binding: outcome } as const) : undefined
    dispatch(i + THROW + 1, () => flow.leaps.leave({ ...to, value }))
  })
  flow.goto(after)
  flow.enter(after)
}
