/**
 * What a machine must offer to the loop: the time, and to be called again.
 *
 * Law: a host never calls into the loop from inside one of these functions.
 */
export interface Host {
  /** Milliseconds on a clock that never goes back. */
  now(): number
  /** Calls `turn` soon: after the code that runs now, before any timer. */
  soon(turn: () => void): void
  /** Calls `turn` after the machine had a chance to serve everybody else. */
  hop(turn: () => void): void
  /** Calls `turn` in `delay` milliseconds. Forgets the alarm set before. */
  alarm(turn: () => void, delay: number): void
  /** Takes the alarm back. */
  quiet(): void
  /** Tells of an error that nobody has looked at. */
  report(error: unknown): void
  /**
   * Sleeps for `delay` milliseconds, the whole thread with it; null where the
   * machine has an event loop of its own and the thread is only lent to us.
   */
  wait: ((delay: number) => void) | null
  /** May something come from outside while nothing is ready here? Of hosts that wait. */
  busy?: () => boolean
  /** Another loop calls us: nothing may run at the tail of a job of the engine's. */
  isGuest?: boolean
}
