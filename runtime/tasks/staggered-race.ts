import { Future, listen, seen, settle } from '../core/future.js'
import { FAILED, PENDING, RESULT } from '../core/states.js'
import { callLater, type Timer } from '../core/timers.js'
import {
  cancelFromOutside,
  CancelScope,
  close,
  include,
  isKept,
  open,
  settleCancelled,
  settleThenCancel,
} from './cancel-scope.js'
import { createTask, giveBack } from './create-task.js'
import { ExceptionGroup } from './exception-group.js'

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
  const scope = new CancelScope()
  const errors: unknown[] = []
  const failures: unknown[] = []
  let started = 0
  let running = 0
  let winner: Winner<T> | null = null
  let outside: { reason: unknown } | null = null
  let timer: Timer | null = null
  const result = new Future<unknown>({
    onCancel(reason) {
      outside = { reason }
      stop()
      cancelFromOutside(scope, reason)
      return true
    },
    reclaim: isKept,
  })
  open(scope)
  startNext()
  return result as Future<Winner<T>>

  function startNext(): void {
    const index = started++
    const task = createTask(functions[index])
    errors.push(null)
    running++
    include(scope, task)
    stop()
    if (delay !== null && started < functions.length) timer = callLater(delay, startNext)
    listen(task, () => {
      running--
      if (seen(task as Future<unknown>) === RESULT) {
        if (winner !== null) giveBack(task as Future<unknown>)
        else {
          winner = { value: task._value as T, index, errors }
          stop()
          scope.cancel('Another one was first.')
        }
      } else if (winner === null && outside === null) {
        errors[index] = task._value
        failures.push(task._value)
        if (started < functions.length) startNext()
      }
      if (running === 0) finish()
    })
  }

  function stop(): void {
    if (timer !== null) timer.cancel()
    timer = null
  }

  function finish(): void {
    if (result._state !== PENDING) return
    close(scope)
    if (winner !== null) settleThenCancel(result, RESULT, winner, outside)
    else if (outside !== null) settleCancelled(result, outside.reason)
    else settle(result, FAILED, new ExceptionGroup('None of them succeeded', failures))
  }
}
