declare const AggregateError: (new (errors: unknown[], message: string) => Error) | undefined

/** What `Promise.any` rejects with when none was fulfilled: an AggregateError, also where there is no such class. */
export function aggregate(errors: unknown[]): Error {
  const message = 'All promises were rejected'
  if (typeof AggregateError === 'function') return new AggregateError(errors, message)
  const error = new Error(message) as Error & { errors: unknown[] }
  error.name = 'AggregateError'
  error.errors = errors
  return error
}
