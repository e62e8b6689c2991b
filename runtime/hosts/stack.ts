/**
 * How deep async calls may nest on the native stack. Beyond, they start from
 * the queue, which costs nothing but the trip.
 */

/** Calls that fit in any case. */
export const NESTED = typeof setTimeout === 'function' ? 128 : /* @__PURE__ */ fits(200) ? 16 : 1

/**
 * MuJS has a stack of 256 values, arguments and variables included. How much of
 * it a program has taken cannot be counted, so one has to look.
 */
export function hasRoom(depth: number): boolean {
  return depth < NESTED || (NESTED === 1 && fits(30))
}

function fits(calls: number): boolean {
  try {
    nest(calls)
    return true
  } catch (error) {
    return false
  }
}

function nest(depth: number): number {
  return depth === 0 ? 0 : nest(depth - 1) + 1
}
