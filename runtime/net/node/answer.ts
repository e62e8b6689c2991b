import type { Future } from '../../core/future.js'
import type { LoopState } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import { news } from '../news.js'

/** What Node calls back with, as news of the loop; nobody hears it who was cancelled meanwhile. */
export function answer<T>(state: LoopState, future: Future<T>, error: unknown, value?: T): void {
  news(state, settle, future as Future<unknown>, error, value)
}

function settle(future: Future<unknown>, error: unknown, value: unknown): void {
  if (future._state !== PENDING) return
  if (error) future.setException(error)
  else future.setResult(value)
}
