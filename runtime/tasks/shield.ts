import { callExceptionHandler } from '../core/loop.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { FAILED, SEEN } from '../core/states.js'
import { onBehalf } from './awaited-by.js'
import { ensureFuture, type Work } from './create-task.js'

/** Ends as `work` ends; to cancel it leaves the work running. */
export function shield<T>(work: Work<T>): Future<T> {
  const inner = ensureFuture(work)
  const outer = new Future<T>()
  const handle = listen(inner, () => {
    const state = seen(inner)
    if (!outer.done()) settle(outer, state === SEEN ? FAILED : state, inner._value)
    else if (state === SEEN) {
      callExceptionHandler({
        message: 'A shielded task failed after nobody waited for it any more.',
        error: inner._value,
        future: inner,
      })
    }
  })
  onBehalf(handle, outer as Future<unknown>)
  return outer
}
