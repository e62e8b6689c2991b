import { fail, follow, Future } from './future.js'
import { kept } from './kept.js'
import { RESULT } from './states.js'

/** What an async function that cannot suspend has returned. */
export function done(value?: unknown): Future<unknown> {
  const future = new Future<unknown>()
  future._reclaim = kept
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    // Nobody can be waiting yet.
    future._state = RESULT
    future._value = value
  } else {
    try {
      follow(future, value)
    } catch (error) {
      fail(future, error)
    }
  }
  return future
}

/** What it has thrown. */
export function failed(error: unknown): Future<unknown> {
  const future = new Future<unknown>()
  future._reclaim = kept
  fail(future, error)
  return future
}
