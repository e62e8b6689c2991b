/** Where a future stands. PENDING is the only state it ever leaves (and FAILED, for SEEN). */
export const PENDING = 0
export const RESULT = 1
/** Failed, and nobody has looked at it. */
export const FAILED = 2
/** Failed, and somebody has. */
export const SEEN = 3
export const CANCELLED = 4

/** Values of `frame.at` that are no state of the step function. */
export const RUNNING = -1
export const DONE = -2
/** The step has raised the error in `sent`; the driver has not looked yet. */
export const THROWN = -3
