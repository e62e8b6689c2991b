import { asyncIteratorSymbol } from '../compat/symbols.js'
import { TimeoutError } from '../core/errors.js'
import { done, Future } from '../core/future.js'
import { callLater, type Timer } from '../core/timers.js'
import { ensureFuture, type Work } from './create-task.js'

/** The futures of `work`, each as it ends: `for await (const task of asCompleted(list)) use(await task)`. */
export interface AsCompleted<T> {
  /** The next that has ended; TimeoutError when the time is up. */
  next(): Future<IteratorResult<Future<T>>>
}

/**
 * asyncio's `as_completed`. Futures and tasks come out as the very objects that
 * were given. After a TimeoutError it can be asked again.
 */
export function asCompleted<T>(
  work: readonly Work<T>[],
  options?: { timeout?: number | null },
): AsCompleted<T> & AsyncIterable<Future<T>> {
  const limit = options && options.timeout
  const ended: Future<T>[] = []
  const waiters: Future<IteratorResult<Future<T>>>[] = []
  const known: Future<T>[] = []
  let timer: Timer | null = null
  let late = false
  let left = 0

  for (let i = 0; i < work.length; i++) {
    const future = ensureFuture(work[i])
    if (known.indexOf(future) < 0) {
      known.push(future)
      left++
      // Not through a look at its failure: that is for who takes it.
      if (future.done()) arrive(future)
      else future.addDoneCallback(arrive)
    }
  }
  if (limit !== null && limit !== void 0 && ended.length < left) {
    timer = callLater(limit > 0 ? limit : 0, () => {
      late = waiters.length === 0
      while (waiters.length > 0) waiters.shift()!.setException(timeUp())
    })
  }

  function arrive(future: Future<T>): void {
    ended.push(future)
    if (ended.length === left && timer !== null) timer.cancel()
    if (waiters.length > 0) waiters.shift()!.setResult(take())
  }

  function take(): IteratorResult<Future<T>> {
    left--
    return { done: false, value: ended.shift()! }
  }

  const iterator = {
    next() {
      if (ended.length > 0) return done(take()) as Future<IteratorResult<Future<T>>>
      if (left === 0) return done({ done: true, value: void 0 } as IteratorResult<Future<T>>)
      const waiter = new Future<IteratorResult<Future<T>>>({
        onCancel() {
          waiters.splice(waiters.indexOf(waiter), 1)
        },
        reclaim(result) {
          left++
          ended.unshift(result.value)
        },
      })
      if (late) {
        late = false
        waiter.setException(timeUp())
      } else waiters.push(waiter)
      return waiter
    },
  } as AsCompleted<T> & Record<string, unknown>
  iterator[asyncIteratorSymbol] = function (this: unknown) {
    return this
  }
  return iterator as unknown as AsCompleted<T> & AsyncIterable<Future<T>>
}

function timeUp(): Error {
  return new TimeoutError('The time is up, and not all are done.')
}
