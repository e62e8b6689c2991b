import { type Future, seen } from '../core/future.js'
import { FAILED, RESULT } from '../core/states.js'
import { callLater, type Timer } from '../core/timers.js'
import { CancelScope, include } from './cancel-scope.js'
import { createTask, giveBack } from './create-task.js'
import { ExceptionGroup } from './exception-group.js'
import { Joint } from './joint.js'

/** The first that gave a value. */
export interface Winner<T> {
  /** What it gave. */
  value: T
  /** Which of the functions it was. */
  index: number
  /** What the others have failed with, at their index. */
  errors: unknown[]
}

/**
 * Starts one after another, the next after `delay` milliseconds or as soon as
 * one has failed; the first to succeed wins and the others are cancelled. The
 * heart of "happy eyeballs". Fails with an ExceptionGroup when all have failed.
 */
export function staggeredRace<T>(
  functions: readonly (() => T | PromiseLike<T>)[],
  delay: number | null,
): Future<Winner<T>> {
  if (functions.length === 0) throw new RangeError('staggeredRace() needs one function or more, got none.')
  const errors: unknown[] = []
  const failures: unknown[] = []
  let started = 0
  let winner: Winner<T> | null = null
  let timer: Timer | null = null
  const joint = new Joint(new CancelScope(), {
    _stopped: stop,
    _ended() {
      if (winner !== null) joint.settle(RESULT, winner)
      else if (joint.stopped()) joint.settleStopped()
      else joint.settle(FAILED, new ExceptionGroup('None of them succeeded', failures))
    },
  })
  startNext()
  return joint.result as Future<Winner<T>>

  function startNext(): void {
    const index = started++
    const task = createTask(functions[index])
    errors.push(null)
    include(joint.scope, task)
    stop()
    if (delay !== null && started < functions.length) timer = callLater(delay, startNext)
    joint.watch(task as Future<unknown>, () => {
      if (seen(task as Future<unknown>) === RESULT) {
        if (winner !== null) giveBack(task as Future<unknown>)
        else {
          winner = { value: task._value as T, index, errors }
          joint.decided = true
          stop()
          joint.scope.cancel('Another one was first.')
        }
      } else if (winner === null && !joint.stopped()) {
        errors[index] = task._value
        failures.push(task._value)
        if (started < functions.length) startNext()
      }
    })
  }

  function stop(): void {
    if (timer !== null) timer.cancel()
    timer = null
  }
}
