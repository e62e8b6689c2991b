/**
 * One frame of each size that never runs, with anything in every field.
 *
 * Without any alive, V8 forgets the hidden class at a full collection, and
 * throws away all code that was optimised for it. Measured: 3x on short calls.
 */
export function keep<T extends object>(frame: T): T {
  const fields = frame as Record<string, unknown>
  for (const key in fields) {
    if (fields[key] === null || fields[key] === void 0) {
      fields[key] = 1
      fields[key] = frame
    }
  }
  return frame
}
