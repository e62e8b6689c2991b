import { deadlock } from './deadlock.js'
import { reportUnseen } from './loop.js'
import { dequeue, enqueue } from './ready.js'
import { enter, type LoopState } from './running.js'

/** Steps after which timers that are due get in line, ready queue or not. */
const STEPS = 1000

/**
 * Runs a loop that owns its thread: until nothing is ready and no timer is
 * left, or until `_stop` is set. It sleeps in `wait`.
 *
 * Throws when a main is still waiting then: nothing could ever wake it.
 */
export function block(state: LoopState, wait: (delay: number) => void): void {
  const host = state._host
  const before = enter(state)
  const depth = state._depth
  const task = state._task
  let steps = 0
  state._awake = true
  state._running = true
  state._stop = false
  state._depth = 0
  state._task = null
  try {
    while (!state._stop) {
      const timers = state._timers
      if (++steps % STEPS === 0 && timers !== null) {
        while (timers.earliest() <= host.now()) enqueue(state, timers.take())
      }
      if (steps % STEPS === 0 && host.busy && host.busy()) wait(0)
      let entry = dequeue(state)
      if (entry === null) {
        if (state._failed !== null) {
          const failed = state._failed
          state._failed = null
          reportUnseen(failed)
          continue
        }
        const when = timers === null ? Infinity : timers.earliest()
        if (when === Infinity && !(host.busy && host.busy())) break
        const delay = when - host.now()
        if (delay > 0) {
          wait(delay)
          continue
        }
        entry = timers!.take()
      }
      state._spree = 0
      entry._run()
    }
  } finally {
    state._awake = state._running = false
    state._depth = depth
    state._task = task
    enter(before)
  }
  if (state._mains > 0 && !state._stop) throw deadlock(state)
}
