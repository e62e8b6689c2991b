/**
 * What emitted code knows of a frame. Every driver's frame begins with these
 * fields, in this order.
 */
export interface Frame {
  step: Step
  /** The state to resume in; RUNNING; DONE; THROWN. */
  at: number
  /** The state that catches a throw; 0: none. */
  handler: number
  /** The value of the last suspension; at a handler's entry, the error. */
  sent: unknown
  a: unknown
  b: unknown
  c: unknown
  d: unknown
  raise(error: unknown): void
  e?: unknown
  f?: unknown
  g?: unknown
  h?: unknown
  i?: unknown
  j?: unknown
  k?: unknown
  l?: unknown
  m?: unknown
  n?: unknown
  o?: unknown
  p?: unknown
}

/** One function's dispatch: runs from state `at` to the next suspension or the end. */
export type Step = (frame: never, at: number) => unknown
