import { Future, type FutureOptions } from '../core/future.js'
import { enter, loop } from '../core/running.js'
import { PENDING } from '../core/states.js'

/**
 * A promise of a library as a future: asyncio's `wrap_future`. Who is cancelled
 * leaves it at once; `onCancel` tells the library, and `reclaim` gets a result
 * that comes too late: a connection, say, to be given back to its pool.
 */
export function wrapFuture<T>(promise: PromiseLike<T>, options?: FutureOptions<T>): Future<T> {
  const state = loop
  const future = new Future<T>(options)
  function tell(action: () => void): void {
    const outer = enter(state)
    try {
      action()
    } finally {
      enter(outer)
    }
  }
  promise.then(
    (value) =>
      tell(() => {
        if (future._state === PENDING) future.setResult(value)
        else if (options && options.reclaim) options.reclaim(value)
      }),
    (error: unknown) =>
      tell(() => {
        if (future._state === PENDING) future.setException(error)
      }),
  )
  return future
}
