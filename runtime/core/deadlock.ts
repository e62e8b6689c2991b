import { DeadlockError } from './errors.js'
import type { LoopState } from './running.js'

/** Nothing can ever wake the mains that still wait. In debug mode it says who waits for what. */
export function deadlock(state: LoopState): Error {
  const who = state._describe ? '\n' + state._describe() : ''
  return new DeadlockError('Nothing is ready, no timer runs, and run() still waits.' + who)
}
