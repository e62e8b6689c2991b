import { THROWN } from './states.js'

/**
 * `frame.raise(error)`: a throw that stays among frames.
 *
 * The step returns what this returns, and its driver takes the error to the
 * handler or out of the frame, as if it had been thrown: without what it costs
 * an engine to throw and to catch.
 */
export function raise(this: { at: number; sent: unknown }, error: unknown): void {
  this.at = THROWN
  this.sent = error
}
