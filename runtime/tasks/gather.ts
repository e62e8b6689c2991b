import { Future, listen, seen, settle } from '../core/future.js'
import { CancelledError } from '../core/errors.js'
import { kept } from '../core/kept.js'
import { CANCELLED, FAILED, PENDING, RESULT } from '../core/states.js'
import { onBehalf } from './awaited-by.js'
import { ensureFuture, giveBack, type Work } from './create-task.js'

/**
 * Waits for all: asyncio's `gather`, results in the order of the arguments.
 *
 * The first error is the gather's, the others run on; with `returnExceptions`
 * errors are results. To cancel it is to cancel all that have not ended; what
 * the others have got for it goes back.
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

  // What has been gathered reaches who waits, and the cancel after it.
  const all = new Future<unknown>({ reclaim: kept })
  const { cancel } = all
  all.cancel = cancelAll

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
        if (cancelled === null) settle(all, RESULT, results)
        else {
          for (let k = 0; k < children.length; k++) giveBack(children[k])
          settle(all, CANCELLED, new CancelledError(cancelled.reason))
        }
      }
    })
    onBehalf(handle, all)
  }
  if (left === 0) settle(all, RESULT, results)
  return all as Future<never>

  /** False when all have ended: what is on its way reaches who waits, and the cancel comes at its next await. */
  function cancelAll(reason: unknown): boolean {
    let told = false
    if (all._state > PENDING) return false
    // In a circle of tasks it would come back here.
    all.cancel = cancel
    for (let i = 0; i < children.length; i++) told = children[i].cancel(reason) || told
    all.cancel = cancelAll
    if (told) cancelled = { reason }
    return told
  }
}
