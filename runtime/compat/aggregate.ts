import { errorClass } from '../core/errors.js'
import { withCause } from './cause.js'
import { hide } from './define.js'
import { rename } from './function-objects.js'
import { spread } from './iteration.js'

/** AggregateError (ECMAScript 20.5.7): the engine's, else ours. */
interface AggregateErrorConstructor {
  new (errors: unknown, message?: string, options?: unknown): Error & { errors: unknown[] }
}

declare const AggregateError: AggregateErrorConstructor | undefined

const Here: AggregateErrorConstructor = /* @__PURE__ */ (() =>
  typeof AggregateError === 'function' ? AggregateError : own())()

export { Here as AggregateError }

function own(): AggregateErrorConstructor {
  const Plain = errorClass('AggregateError')
  const prototype = Plain.prototype as Error & { cause?: unknown }
  const Class = function (this: Error & { cause?: unknown }, errors: unknown, message?: string, options?: unknown) {
    const error = this instanceof Plain ? this : (new Plain(message) as typeof this)
    if (error === this) (Plain as unknown as Function).call(error, message)
    // Hidden, as those of the language's own errors are; a cause is told by the options only.
    delete error.cause
    hide(error, 'message', error.message)
    hide(error, 'errors', spread(errors))
    withCause(error, options)
    return error === this ? void 0 : error
  } as unknown as AggregateErrorConstructor & { prototype: Error }
  Class.prototype = prototype
  hide(prototype, 'constructor', Class)
  rename(Class, 'AggregateError')
  return Class
}

/** What `Promise.any` rejects with when none was fulfilled. */
export function aggregate(errors: unknown[]): Error {
  return new Here(errors, 'All promises were rejected')
}
