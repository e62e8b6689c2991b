import { beget } from '../core/beget.js'

/**
 * Several errors as one: asyncio's `ExceptionGroup`. It is an AggregateError
 * where the engine has that class. Groups nest.
 */
export interface ExceptionGroup extends Error {
  /** One or more, in the order in which they came. */
  errors: unknown[]
  /** What fits, in groups of the same shape; null when nothing does. */
  subgroup(match: Match): ExceptionGroup | null
  /** What fits and the rest; null for a part that is empty. */
  split(match: Match): [ExceptionGroup | null, ExceptionGroup | null]
}

/** An error class, or a function that says which errors fit. */
export type Match = { readonly prototype: Error } | ((error: unknown) => boolean)

/** `new ExceptionGroup(message, errors)`. RangeError where there is no error. */
export const ExceptionGroup = /* @__PURE__ */ groupClass()

interface OpenGroup extends ExceptionGroup {
  _text: string
}

function groupClass() {
  const Class = function (this: OpenGroup, message: string, errors: unknown[]) {
    const count = errors ? errors.length : 0
    if (count === 0) throw new RangeError('An ExceptionGroup needs one error or more, got none.')
    this.message = message + ' (' + count + (count === 1 ? ' sub-exception)' : ' sub-exceptions)')
    this.errors = errors.slice(0)
    this._text = message
    const stack = new Error().stack
    if (stack) this.stack = stack.replace(/^Error/, 'ExceptionGroup: ' + this.message)
  } as unknown as { new (message: string, errors: unknown[]): ExceptionGroup; prototype: ExceptionGroup }
  const methods = beget((typeof AggregateError === 'function' ? AggregateError : Error).prototype) as OpenGroup
  methods.name = 'ExceptionGroup'
  methods.constructor = Class

  methods.split = function (match) {
    const fits = testOf(match)
    const inside: unknown[] = []
    const outside: unknown[] = []
    if (fits(this)) return [this, null]
    for (let i = 0; i < this.errors.length; i++) {
      const error = this.errors[i]
      if (error instanceof Class) {
        const parts = error.split(match)
        if (parts[0]) inside.push(parts[0])
        if (parts[1]) outside.push(parts[1])
      } else (fits(error) ? inside : outside).push(error)
    }
    return [groupOf(this, inside), groupOf(this, outside)]
  }

  methods.subgroup = function (match) {
    return this.split(match)[0]
  }

  function groupOf(group: OpenGroup, errors: unknown[]): ExceptionGroup | null {
    return errors.length === 0 ? null : new Class(group._text, errors)
  }

  Class.prototype = methods
  return Class
}

function testOf(match: Match): (error: unknown) => boolean {
  const kind = (match as { prototype?: unknown }).prototype
  if (kind === Error.prototype || kind instanceof Error) return (error) => error instanceof (match as ErrorConstructor)
  return match as (error: unknown) => boolean
}
