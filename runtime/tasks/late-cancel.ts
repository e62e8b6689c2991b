import type { Future } from '../core/future.js'
import { cancelAtNextAwait, Task } from '../core/task.js'

/** A cancel, as who was cancelled remembers it. */
export interface Cancel {
  reason: unknown
}

/**
 * Settles a result by `settles()`. `late` is a cancel that came when all work behind the result had ended, and was told
 * that it takes place: it does, at the next await of who waits.
 */
export function thenCancel(result: Future<unknown>, late: Cancel | null, settles: () => void): void {
  const waiter = result._waiter
  const only = waiter !== null && waiter._next === waiter
  settles()
  if (late !== null && only && waiter instanceof Task) cancelAtNextAwait(waiter, late.reason)
}
