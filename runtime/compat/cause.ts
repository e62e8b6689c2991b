import { hide, isObject } from './define.js'

/** InstallErrorCause (ECMAScript 20.5.8.1), for an engine that did not: `error` gets the cause that `options` has. */
export function withCause<E extends Error>(error: E, options: unknown): E {
  const own = Object.prototype.hasOwnProperty
  if (isObject(options) && 'cause' in options && !own.call(error, 'cause')) hide(error, 'cause', options.cause)
  return error
}
