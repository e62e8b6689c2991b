import { turn } from '../core/loop.js'
import { enter, type LoopState } from '../core/running.js'

/**
 * News from the host: calls `tell` as a part of the loop. What that makes ready
 * runs right after, at the tail of the host's own call, without asking the host
 * for another.
 *
 * `tell` does not throw.
 */
export function news<A, B, C>(
  state: LoopState,
  tell: (one: A, two: B, three: C) => void,
  one: A,
  two: B,
  three: C,
): void {
  const outer = enter(state)
  const running = state._running
  // Awake already: it runs, or it has given the thread back and will be called.
  const idle = !state._awake
  state._awake = state._running = true
  tell(one, two, three)
  state._running = running
  enter(outer)
  if (idle) turn(state, -1)
}
