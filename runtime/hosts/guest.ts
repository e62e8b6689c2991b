import type { Host } from './host.js'

/**
 * The door `globeflower/guest`: our loop as a guest of another one, which calls
 * it when it has time: `requestAnimationFrame`, a game's loop, a GUI's.
 *
 *   const host = guestHost()
 *   setEventLoop(newEventLoop(host))
 *   requestAnimationFrame(function frame() {
 *     host.tick(4)
 *     requestAnimationFrame(frame)
 *   })
 *
 * Law: nothing of ours runs but inside `tick`.
 */
export interface GuestHost extends Host {
  /**
   * Runs what is ready and due, for about `budget` milliseconds: one slice of
   * the loop (2 ms or 1,000 steps) more at most. Gives back how long it need
   * not be called: 0 when something is ready, Infinity when nothing will be.
   */
  tick(budget?: number): number
}

export interface GuestOptions {
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
  /** Called when a tick is wanted in `delay` milliseconds; for loops that sleep. */
  wake?: (delay: number) => void
  /** Told of errors that nobody has looked at; by default they are thrown out of `tick`. */
  report?: (error: unknown) => void
}

export function guestHost(options: GuestOptions = {}): GuestHost {
  const { wake, report } = options
  const clock = typeof performance === 'object' && typeof performance.now === 'function' ? performance : Date
  let ready: (() => void)[] = []
  let alarm: (() => void) | null = null
  let due = Infinity
  let errors: unknown[] = []
  let inside = false

  function soon(turn: () => void): void {
    ready.push(turn)
    if (wake && !inside) wake(0)
  }

  const host: GuestHost = {
    now: options.now || (() => clock.now()),
    soon,
    hop: soon,
    alarm(turn, delay) {
      alarm = turn
      due = host.now() + delay
      if (wake && !inside) wake(delay)
    },
    quiet() {
      alarm = null
      due = Infinity
    },
    report: report || ((error) => void errors.push(error)),
    wait: null,
    isGuest: true,
    tick(budget = 4) {
      const end = host.now() + budget
      if (!(budget >= 0)) throw new RangeError('A tick has a budget of 0 or more milliseconds, got ' + budget + '.')
      if (inside) throw new Error('tick() was called inside a tick. The loop that is the host calls it.')
      inside = true
      try {
        do {
          if (alarm !== null && due <= host.now()) {
            const turn = alarm
            host.quiet()
            turn()
          }
          // What becomes ready in these turns waits for the next round.
          const turns = ready
          ready = []
          for (let i = 0; i < turns.length; i++) turns[i]()
        } while ((ready.length > 0 || due <= host.now()) && host.now() < end)
      } finally {
        inside = false
      }
      if (errors.length > 0) {
        const error = errors[0]
        errors = []
        throw error
      }
      return ready.length > 0 ? 0 : Math.max(0, due - host.now())
    },
  }
  return host
}
