import { Future } from '../core/future.js'
import { callSoon } from '../core/handle.js'
import { loop } from '../core/running.js'
import { sleep } from './sleep.js'

/** Lets everybody else who is ready run first. */
export function yieldNow(): Future<void> {
  const turn = new Future<void>()
  callSoon(() => {
    if (!turn.done()) turn.setResult(void 0)
  })
  return turn
}

/** Waits until it is cancelled. */
export function suspend(): Future<never> {
  return new Future<never>()
}

/** Done at this time of the loop's clock. */
export function sleepUntil(when: number): Future<void> {
  return sleep(when - loop._host.now())
}
