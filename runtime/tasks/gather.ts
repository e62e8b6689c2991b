import { Future, listen, seen, settle } from '../core/future.js'
import { CancelledError } from '../core/errors.js'
import { CANCELLED, FAILED, PENDING, RESULT } from '../core/states.js'
import { onBehalf } from './awaited-by.js'
import { ensureFuture, type Work } from './create-task.js'

/**
 * Waits for all: asyncio's `gather`, results in the order of the arguments.
 *
 * The first error is the gather's, the others run on; with `returnExceptions`
 * errors are results. To cancel it is to cancel all that have not ended.
 */
export function gather<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Work<T[K]> }],
  options?: { returnExceptions?: boolean },
): Future<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const collects = !!(options && options.returnExceptions)
  const children: Future<unknown>[] = []
  const results: unknown[] = []
  let left = work.length
  let cancelled: { reason: unknown } | null = null

  const all = new Future<unknown>({
    onCancel(reason) {
      cancelled = { reason }
      for (let i = 0; i < children.length; i++) children[i].cancel(reason)
      return true
    },
    // What has been gathered reaches who waits, and the cancel after it.
    reclaim: () => true,
  })

  for (let i = 0; i < work.length; i++) {
    children.push(ensureFuture(work[i] as Work<unknown>))
    results.push(void 0)
  }
  for (let i = 0; i < children.length; i++) {
    const child = children[i]
    const handle = listen(child, () => {
      left--
      results[i] = child._value
      if (all._state !== PENDING) return
      const state = seen(child)
      // Its own cancel is no news: it ends cancelled when all have ended.
      const news = state !== RESULT && (cancelled === null || state !== CANCELLED)
      if (news && !collects) settle(all, FAILED, child._value)
      else if (left === 0) {
        if (cancelled !== null) settle(all, CANCELLED, new CancelledError(cancelled.reason))
        else settle(all, RESULT, results)
      }
    })
    onBehalf(handle, all)
  }
  if (left === 0) settle(all, RESULT, results)
  return all as Future<never>
}
