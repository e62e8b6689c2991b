import type { Frame, Step } from '../core/frame-state.js'

/**
 * The parameters of a generator are bound at the call (ECMAScript 15.5.2):
 * its step runs up to there, outside of any driver, and what it throws goes
 * to the caller.
 */
export function begin<T extends object>(generator: T): T {
  const frame = (generator as { _frame?: Frame & { _body?: Step } })._frame!
  const step = frame._body || frame.step
  ;(step as (frame: Frame, at: number) => unknown)(frame, 0)
  return generator
}
