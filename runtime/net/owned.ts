import { fail, Future, listen, seen, settle } from '../core/future.js'
import { FAILED, PENDING, RESULT, SEEN } from '../core/states.js'

/**
 * What `work` opens, as `wrap` shows it. Who is cancelled before it has the
 * result has it released: an async function that only passes a result on would
 * lose it to a cancel that comes when the work is done already.
 */
export function owned<T, R>(work: Future<T>, wrap: (value: T) => R, release: (result: R) => void): Future<R> {
  const result = new Future<R>({ onCancel: (reason) => work.cancel(reason), reclaim: release })
  listen(work, () => {
    const state = seen(work as Future<unknown>)
    const open = result._state === PENDING
    if (state === RESULT) {
      let value: R
      try {
        value = wrap(work._value as T)
      } catch (error) {
        if (open) fail(result as Future<unknown>, error)
        return
      }
      if (open) settle(result as Future<unknown>, RESULT, value)
      else release(value)
    } else if (open) settle(result as Future<unknown>, state === SEEN ? FAILED : state, work._value)
  })
  return result
}
