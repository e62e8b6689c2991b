import { callSoon } from '../core/handle.js'
import type { Future } from '../core/future.js'
import { PENDING } from '../core/states.js'
import { Task } from '../core/task.js'

/** A cancel, as who was cancelled remembers it. */
export interface Cancel {
  reason: unknown
}

/**
 * Settles a result by `settles()`. `late` is a cancel that came when all work behind the result had ended, and was told
 * that it takes place: it does, at the next await of who waits.
 */
export function thenCancel(result: Future<unknown>, late: Cancel | null, settles: () => void): void {
  const waiting = late === null ? null : awaiters(result)
  settles()
  if (waiting !== null && waiting.length > 0) callSoon(() => cancelInnermost(waiting, late!.reason))
}

/** The tasks that wait for a future, from the innermost out, as long as each is the only one. */
function awaiters(future: Future<unknown>): Task[] {
  const chain: Task[] = []
  for (let waiter = future._waiter; waiter instanceof Task; waiter = waiter._waiter) chain.push(waiter)
  return chain
}

function cancelInnermost(chain: Task[], reason: unknown): void {
  for (let i = 0; i < chain.length; i++) {
    if (chain[i]._state === PENDING) {
      chain[i].cancel(reason)
      chain[i].uncancel()
      break
    }
  }
}
