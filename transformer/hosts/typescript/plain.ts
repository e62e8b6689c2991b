/**
 * TypeScript's namespace as a plain object. Its own answers each word through two getters, and the transformer asks
 * some thousand times for a file.
 */

import type * as TS from 'typescript'

const plainOf = new WeakMap<typeof TS, typeof TS>()

export function plain(ts: typeof TS): typeof TS {
  let made = plainOf.get(ts)
  if (!made) {
    made = { ...ts }
    plainOf.set(ts, made)
    plainOf.set(made, made)
  }
  return made
}
