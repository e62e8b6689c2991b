import { callExceptionHandler } from '../core/loop.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { FAILED, SEEN } from '../core/states.js'
import { onBehalf } from './awaited-by.js'
import { ensureFuture, type Work } from './create-task.js'

/**
 * Ends as `work` ends; to cancel it leaves the work running. What fails then is
 * a failure that nobody looks at, and reported as one.
 */
export function shield<T>(work: Work<T>): Future<T> {
  const inner = ensureFuture(work)
  const outer = new Future<T>({
    onCancel() {
      inner.removeDoneCallback(end)
    },
  })
  onBehalf(listen(inner, end), outer as Future<unknown>)
  return outer

  function end(): void {
    const state = seen(inner)
    if (!outer.done()) settle(outer as Future<unknown>, state === SEEN ? FAILED : state, inner._value)
    else if (state === SEEN) {
      // Cancelled when the failure was on its way already.
      callExceptionHandler({ message: 'A shielded task failed.', error: inner._value, future: inner })
    }
  }
}
