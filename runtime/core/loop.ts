import type { Future } from './future.js'
import { dequeue, enqueue, type Runnable } from './ready.js'
import { enter, loop, type ErrorContext, type LoopState } from './running.js'
import { FAILED, SEEN } from './states.js'

/** Milliseconds and steps after which the host gets its thread back. */
const SLICE = 2
const STEPS = 1000

/** Makes an entry ready, and sees to it that the loop will run. */
export function push(entry: Runnable): void {
  enqueue(loop, entry)
  if (!loop._awake) {
    loop._awake = true
    loop._host.soon(loop._turn || turnOf(loop))
  }
}

/**
 * Runs what is ready; this is the one place where anything is called.
 *
 * A timer fires only when nothing is ready any more, and one timer for each
 * call from the host, so that the jobs of foreign promises which one timer made
 * run before the next timer, as everywhere in JavaScript.
 *
 * `first`: an entry that need not go through the queue, because the loop sleeps.
 */
export function turn(state: LoopState, due: number, first?: Runnable): void {
  const before = enter(state)
  const host = state._host
  const timers = state._timers
  let start = 0
  let fired = false
  let steps = 0
  state._awake = state._running = true
  if (state._hopped) {
    state._hopped = false
    const now = host.now()
    if (timers !== null) while (timers.earliest() <= now) enqueue(state, timers.take())
  }
  for (let entry = first || dequeue(state); ; entry = dequeue(state)) {
    if (entry === null) {
      const timers = state._timers
      const now = timers === null ? 0 : host.now()
      if (timers === null || timers.earliest() > (due < 0 ? now : due)) {
        state._awake = false
        state._since = -1
        judge(state)
        setAlarm(state)
        break
      }
      if (fired) {
        if (state._since < 0) state._since = now
        // Jobs are not what the host waits for: it too has its turn, however many timers are due.
        if (now - state._since > SLICE) hop(state)
        else host.soon(turnOf(state))
        break
      }
      fired = true
      entry = timers.take()
    }
    state._spree = 0
    entry._run()
    // The clock is looked at now and then only: it costs as much as a step.
    if (
      (++steps & 31) === 0 &&
      (steps === 32 ? ((start = host.now()), false) : steps > STEPS || host.now() - start > SLICE)
    ) {
      hop(state)
      break
    }
  }
  state._running = false
  enter(before)
}

/** Gives the thread back to the host. */
function hop(state: LoopState): void {
  state._hopped = true
  state._since = -1
  state._host.hop(turnOf(state))
}

/** The function a host calls for this loop. */
export function turnOf(state: LoopState): () => void {
  return state._turn || (state._turn = () => turn(state, -1))
}

/** Sets the host's alarm to the earliest deadline. */
export function setAlarm(state: LoopState): void {
  if (state._timers === null) return
  const when = state._timers.earliest()
  if (when === Infinity) {
    if (state._alarm !== when) state._host.quiet()
    state._alarm = when
  } else if (when < state._alarm) {
    state._alarm = when
    state._host.alarm(() => {
      const now = state._host.now()
      state._alarm = Infinity
      // The host's clock may be coarser than ours: what it was asked for is due.
      turn(state, when > now && when < now + 2 ? when : now)
    }, when - state._host.now())
  }
}

/** A failure that is still unseen once everybody had a turn is reported. */
function judge(state: LoopState): void {
  const failed = state._failed
  if (failed === null) return
  state._failed = null
  state._host.hop(() => {
    const before = enter(state)
    reportUnseen(failed)
    enter(before)
  })
}

export function reportUnseen(failed: Future<unknown> | null): void {
  while (failed !== null) {
    const next: Future<unknown> | null = failed._waiter as unknown as Future<unknown> | null
    failed._waiter = null
    if (failed._state === FAILED) {
      failed._state = SEEN
      callExceptionHandler({
        message: 'A task failed and nobody looked at it.',
        error: failed._value,
        future: failed,
      })
    }
    failed = next
  }
}

/** Tells the loop's exception handler; without one, the host. */
export function callExceptionHandler(context: ErrorContext): void {
  const handler = loop._onError
  if (handler === null) loop._host.report(context.error)
  else {
    try {
      handler(context)
    } catch (error) {
      // Never back into the handler: it is what failed.
      loop._host.report(error)
    }
  }
}
