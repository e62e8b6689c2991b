import { type Future, seen } from '../core/future.js'
import { FAILED, RESULT, SEEN } from '../core/states.js'
import { CancelScope, include } from './cancel-scope.js'
import { ensureFuture, giveBack, type Work } from './create-task.js'
import { ExceptionGroup } from './exception-group.js'
import { Joint } from './joint.js'

/**
 * The combinators of Promise, structured: as soon as the outcome is known the
 * others are cancelled, and what they give back is done when those have ended.
 * What a loser has got goes back.
 */

/** What the works give; the first error cancels the others. */
export function all<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Work<T[K]> }],
): Future<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results: unknown[] = []
  for (let i = 0; i < work.length; i++) results.push(void 0)
  return together(
    work as readonly Work<unknown>[],
    (child, i, decide) => {
      if (seen(child) === SEEN) decide(FAILED, child._value)
      else if (child._state === RESULT) results[i] = child._value
      // Cancelled from elsewhere: there will be no result in its place.
      else decide(child._state, child._value)
    },
    () => [RESULT, results],
  ) as Future<never>
}

/** What the first to end gives, error or not. */
export function race<T>(work: readonly Work<T>[]): Future<T> {
  if (work.length === 0) throw new RangeError('race() needs one task or more, got none.')
  return together<T>(
    work,
    (child, _i, decide) => {
      const state = seen(child)
      decide(state === SEEN ? FAILED : state, child._value)
    },
    null,
  )
}

/** What the first to succeed gives; an ExceptionGroup when none does. */
export function any<T>(work: readonly Work<T>[]): Future<T> {
  if (work.length === 0) throw new RangeError('any() needs one task or more, got none.')
  const errors: unknown[] = []
  return together<T>(
    work,
    (child, _i, decide) => {
      if (child._state === RESULT) decide(RESULT, child._value)
      else {
        seen(child)
        errors.push(child._value)
      }
    },
    () => [FAILED, new ExceptionGroup('None of them succeeded', errors)],
  )
}

/** How one ended, as `Promise.allSettled` tells it. */
export type Settled<T> = { status: 'fulfilled'; value: T } | { status: 'rejected'; reason: unknown }

/** How each of them ended. Nobody is cancelled, unless this is. */
export function allSettled<T>(work: readonly Work<T>[]): Future<Settled<T>[]> {
  const results: Settled<T>[] = []
  for (let i = 0; i < work.length; i++) results.push(null as never)
  return together(
    work,
    (child, i) => {
      results[i] =
        seen(child) === RESULT
          ? { status: 'fulfilled', value: child._value as T }
          : { status: 'rejected', reason: child._value }
    },
    () => [RESULT, results],
  ) as Future<Settled<T>[]>
}

type Decide = (state: number, value: unknown) => void

/**
 * Runs all in one scope. `onEnd` is told of each and may decide; from then on
 * the rest is cancelled. `undecided` says how it ends when nobody did.
 */
function together<T>(
  work: readonly Work<unknown>[],
  onEnd: (child: Future<unknown>, i: number, decide: Decide) => void,
  undecided: (() => [number, unknown]) | null,
): Future<T> {
  const ended: Future<unknown>[] = []
  let outcome: [number, unknown] | null = null
  let winner: Future<unknown> | null = null
  const joint = new Joint(new CancelScope(), {
    _stopped: giveAllBack,
    _ended() {
      if (joint.stopped()) joint.settleStopped()
      else {
        const end = outcome || undecided!()
        joint.settle(end[0], end[1])
      }
    },
  })

  for (let i = 0; i < work.length; i++) {
    const child = ensureFuture(work[i]) as Future<unknown>
    include(joint.scope, child)
    joint.watch(child, () => {
      if (outcome === null && !joint.stopped()) {
        onEnd(child, i, decide)
        if (outcome === null) ended.push(child)
        else winner = child
      } else {
        seen(child)
        if (child !== winner) giveBack(child)
      }
    })
  }
  if (work.length === 0) joint.end()
  return joint.result as Future<T>

  function decide(state: number, value: unknown): void {
    outcome = [state, value]
    joint.decided = true
    giveAllBack()
    joint.scope.cancel('Another one was first.')
  }

  /** Nobody will receive what has come so far. */
  function giveAllBack(): void {
    for (let i = 0; i < ended.length; i++) giveBack(ended[i])
  }
}
