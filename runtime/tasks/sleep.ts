import { Future } from '../core/future.js'
import { callLater } from '../core/timers.js'

/** Done after `delay` milliseconds, with `value`. Cancelling it removes its timer. */
export function sleep<T = void>(delay: number, value?: T): Future<T> {
  const future = new Future<T>()
  const timer = callLater(delay < 0 ? 0 : delay, () => {
    if (!future.done()) future.setResult(value as T)
  })
  future._abort = () => timer.cancel()
  return future
}
