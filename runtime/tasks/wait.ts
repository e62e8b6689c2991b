import { Future, settle } from '../core/future.js'
import { CANCELLED, RESULT } from '../core/states.js'
import { callSoon } from '../core/handle.js'
import { callLater, type Timer } from '../core/timers.js'
import { ensureFuture, type Work } from './create-task.js'

/** When `wait` ends. */
export interface WaitOptions {
  /** Milliseconds; null: no limit. */
  timeout?: number | null
  /** What ends the wait: all are done, the first is, or the first has failed. */
  until?: 'all' | 'first' | 'firstError'
}

/** Each future that was handed in stands in one of the two, in the order of the arguments. */
export interface WaitResult<T> {
  done: Future<T>[]
  pending: Future<T>[]
}

/**
 * Waits, and tells which are done: asyncio's `wait`. It throws no error of
 * theirs and cancels nobody, neither at the timeout nor when it is cancelled.
 */
export function wait<T>(work: readonly Work<T>[], options?: WaitOptions): Future<WaitResult<T>> {
  const until = (options && options.until) || 'all'
  const limit = options && options.timeout
  const futures: Future<T>[] = []
  let left = 0
  let timer: Timer | null = null

  if (work.length === 0) throw new RangeError('wait() needs one task or more, got none.')
  if (until !== 'all' && until !== 'first' && until !== 'firstError') {
    throw new RangeError("wait() ends at 'all', 'first' or 'firstError', got " + String(until) + '.')
  }
  const result = new Future<WaitResult<T>>({ onCancel: stop })

  for (let i = 0; i < work.length; i++) {
    const future = ensureFuture(work[i])
    if (futures.indexOf(future) < 0) futures.push(future)
  }
  for (let i = 0; i < futures.length; i++) {
    if (futures[i].done()) ended(futures[i])
    else left++
  }
  if (left === 0) finish()
  else if (!result.done()) {
    for (let i = 0; i < futures.length; i++) {
      if (!futures[i].done()) futures[i].addDoneCallback(oneDone)
    }
    if (limit !== null && limit !== void 0) timer = callLater(limit > 0 ? limit : 0, finish)
  }
  return result

  function oneDone(future: Future<T>): void {
    left--
    ended(future)
    if (left === 0) finish()
  }

  function ended(future: Future<T>): void {
    const failed = future._state !== RESULT && future._state !== CANCELLED
    if (until === 'first' || (until === 'firstError' && failed)) finish()
  }

  function finish(): void {
    const ended: WaitResult<T> = { done: [], pending: [] }
    if (result.done()) return
    sort(ended)
    stop()
    // Right before who waits runs: what has ended by then is not pending.
    if (ended.pending.length > 0) callSoon(sort, ended)
    settle(result as Future<unknown>, RESULT, ended)
  }

  function sort(ended: WaitResult<T>): void {
    ended.done.length = ended.pending.length = 0
    for (let i = 0; i < futures.length; i++) ended[futures[i].done() ? 'done' : 'pending'].push(futures[i])
  }

  function stop(): void {
    if (timer !== null) timer.cancel()
    for (let i = 0; i < futures.length; i++) futures[i].removeDoneCallback(oneDone)
  }
}
