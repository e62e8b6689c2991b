/** Where a scope stands: it has not begun, it runs, all of it has ended. */
export const FRESH = 0
export const OPEN = 1
export const ENDED = 2
