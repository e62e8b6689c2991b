/**
 * try, catch, finally.
 *
 * No `try` in emitted code for what suspends: a region names its handler in the frame's register,
 * and the one `try` around the runtime's step looks there.
 */

import type { Value } from '../blocks.js'
import type { Binding } from '../scope.js'
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
  flow.statement(shape.block)
  flow.guard(outer)
  flow.goto(after)

  flow.enterHandler(handler, outer)
  const passesCancel = flow.options.inTask && !clause.mentionsCancel
  const caught: Value<N> = flow.options.returnable
    ? { is: 'runtime', name: 'caught', args: [{ is: 'constant', name: 'frame' }] }
    : { is: 'sent' }
  const own = clause.param === undefined ? undefined : steady(clause.param, flow)
  const error: Value<N> | undefined = !passesCancel
    ? undefined
    : own
      ? { is: 'get', binding: own }
      : flow.keep(caught, 'error')
  flow.open(clause.scope)
  if (clause.param !== undefined) bind(clause.param, own ? caught : (error ?? caught), flow, clause.param)
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

/** The name of the error, where it names that to the end of the clause. */
function steady<N>(param: N, flow: Builder<N>): Binding | undefined {
  const pattern = flow.host.pattern(param)
  const binding = pattern.is === 'target' ? pattern.binding : undefined
  return binding && !binding.written && !binding.captured ? binding : undefined
}

/**
 *   try A finally F          entry:   guard handler
 *                            A        guard outer  completion = 0  goto F
 *                            handler: completion = 1; outcome = sent
 *                            F        ... then by completion: go on, throw outcome, or leap on
 *                            after:
 */
function lowerFinally<N>(shape: Try<N>, finalizer: N, flow: Builder<N>): void {
  ensure(flow, {
    body: () => lowerCatch(shape, flow),
    final: () => flow.statement(finalizer),
  })
}

const NORMAL = 0
const THROW = 1

/**
 * Run `final` however `body` ends, then let it end that way.
 *
 * A leap out of the body notes its number in `completion` and goes to the final part; a leap out of
 * that part itself simply leaves, and so discards what was pending (ECMAScript 14.15.3). `thrown`
 * takes a throw over, when the final part throws it on by itself.
 */
export function ensure<N>(
  flow: Builder<N>,
  parts: { body: () => void; final: () => void; thrown?: (error: Value<N>) => void },
): void {
  const outer = flow.handler
  const handler = flow.block()
  const final = flow.block()
  const after = flow.block()
  const completion = flow.temp('completion')
  const outcome = flow.temp('outcome')
  const pending: Destination<N>[] = []

  const complete = (number: number) => flow.set(completion, { is: 'literal', value: number })
  const numberOf = (to: Destination<N>) => {
    const known = pending.findIndex(({ kind, label }) => kind === to.kind && label === to.label)
    return (known < 0 ? pending.push(to) - 1 : known) + THROW + 1
  }

  flow.guard(handler)
  flow.leaps.crossing(
    outer,
    (to) => {
      if (to.kind === 'return') flow.set(outcome, to.value ?? { is: 'literal', value: undefined })
      complete(numberOf(to))
      flow.goto(final)
      return true
    },
    parts.body,
  )
  flow.guard(outer)
  complete(NORMAL)
  flow.goto(final)

  flow.enterHandler(handler, outer)
  if (parts.thrown) {
    parts.thrown({ is: 'sent' })
    complete(NORMAL)
  } else {
    complete(THROW)
    flow.set(outcome, { is: 'sent' })
  }

  flow.enter(final)
  parts.final()

  const dispatch = (number: number, then: () => void) => {
    const taken = flow.block()
    const next = flow.block()
    const read: Value<N> = { is: 'get', binding: completion }
    flow.branch({ is: 'binary', operator: '===', left: read, right: { is: 'literal', value: number } }, taken, next)
    flow.enter(taken)
    then()
    flow.enter(next)
  }
  if (!parts.thrown) dispatch(THROW, () => flow.throw({ is: 'get', binding: outcome }))
  pending.forEach((to, i) => {
    const value: Value<N> | undefined = to.kind === 'return' ? { is: 'get', binding: outcome } : undefined
    dispatch(i + THROW + 1, () => flow.leaps.leave({ ...to, value }))
  })
  flow.goto(after)
  flow.enter(after)
}
