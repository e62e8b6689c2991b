import { Future } from '../core/future.js'
import { RESULT } from '../core/states.js'

/** What is acquired, used and released. */
export interface Holdable {
  acquire(): Future<unknown>
  release(): void
}

/** Calls `action` between `acquire` and `release`, however it ends. */
export async function hold<T>(what: Holdable, action: () => T | PromiseLike<T>): Promise<T> {
  await what.acquire()
  try {
    return await action()
  } finally {
    what.release()
  }
}

/** Done already; given back if its receiver is cancelled before it runs. */
export function granted<T>(value: T, reclaim: (value: T) => void): Future<T> {
  const future = new Future<T>({ reclaim })
  future._state = RESULT
  future._value = value
  return future
}
