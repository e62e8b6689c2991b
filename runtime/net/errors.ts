import { errorClass } from '../core/errors.js'

/** The stream ended before what was asked for had come. */
export interface IncompleteReadError extends Error {
  /** What did come. */
  partial: Uint8Array
  /** How many bytes were asked for; null: up to a separator. */
  expected: number | null
}

/** asyncio's: thrown by `read…` of a StreamReader; what came is in `partial`. */
export const IncompleteReadError = /* @__PURE__ */ errorClass('IncompleteReadError') as {
  new (message?: unknown): IncompleteReadError
  readonly prototype: IncompleteReadError
}

export function incompleteRead(partial: Uint8Array, expected: number | null): IncompleteReadError {
  const wanted = expected === null ? 'a separator' : expected + ' bytes'
  const error = new IncompleteReadError('The stream ended after ' + partial.length + ' bytes, before ' + wanted + '.')
  error.partial = partial
  error.expected = expected
  return error
}

/** No separator within the limit of the reader. */
export interface LimitOverrunError extends Error {
  /** Bytes that certainly do not begin a separator: read them, or drop them, to go on. */
  consumed: number
}

/** asyncio's: thrown by `readUntil` when the separator does not come within the limit. */
export const LimitOverrunError = /* @__PURE__ */ errorClass('LimitOverrunError') as {
  new (message?: unknown): LimitOverrunError
  readonly prototype: LimitOverrunError
}

export function limitOverrun(what: string, limit: number, consumed: number): LimitOverrunError {
  const error = new LimitOverrunError(what + ' the limit of ' + limit + ' bytes. Open the stream with a higher limit.')
  error.consumed = consumed
  return error
}

/** The connection is gone: what is written would reach nobody. `code` is `ECONNRESET`, as of Node's own. */
export interface ConnectionResetError extends Error {
  code: string
}

/** Python's: thrown by `drain` and the waits of a connection that is gone. */
export const ConnectionResetError = /* @__PURE__ */ errorClass('ConnectionResetError') as {
  new (message?: unknown): ConnectionResetError
  readonly prototype: ConnectionResetError
}

export function connectionReset(cause: unknown): ConnectionResetError {
  const error = new ConnectionResetError('The connection is lost.') as ConnectionResetError & { cause: unknown }
  error.code = 'ECONNRESET'
  error.cause = cause
  return error
}
