import { withCause } from './cause.js'
import { shownError } from './mended.js'
import { iteratorSymbol } from './symbols.js'

/**
 * The door `globeflower/builtins`: what stands between compiled code and the library that a build
 * provides from elsewhere (`builtins: 'provide'`).
 */
export { AggregateError } from './aggregate.js'
export { Symbol } from './globals.js'
export { ordered, placed, placedIn } from './key-order.js'
export { ownKeys as keys } from './own-keys.js'
export { Names } from './names.js'
export { JSONHere as JSON, parse, stringify } from './json.js'
export { assign, entries, fromEntries, groupBy, keysIn, ownNames, rest, setPrototypeOf, values } from './object.js'
export { AbortController, AbortSignal } from './abort.js'
export { clearImmediate, performance, setImmediate, structuredClone } from './platform.js'
export { pattern, patternOf } from './pattern.js'
export { match, matchAll, replace, replaceAll } from './text.js'
export { description, flags, shownError, sort, splice, toFixed } from './mended.js'
export { localeCompare, substr, toLocaleString, trim } from './mended-text.js'
export { readFloat, toNumber } from './numbers.js'

/**
 * `object.method(...)`, where `find` knows what an array or a string of the engine lacks. An
 * iterator that comes of it can be iterated by compiled code.
 */
export function call(find: (object: unknown) => (...values: unknown[]) => unknown, object: unknown): unknown {
  const values: unknown[] = []
  for (let i = 2; i < arguments.length; i++) values.push(arguments[i])
  const result = find(object).apply(object, values) as Record<string, unknown> | null
  if (result !== null && typeof result === 'object' && typeof result.next === 'function' && !result[iteratorSymbol]) {
    result[iteratorSymbol] = self
  }
  return result
}

const errors: unknown[] = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]

/**
 * `new Class(message, options)`, whose `cause` engines of before 2022 do not look at (ECMAScript 20.5.1.1). The classes
 * of a program do as they like with it.
 */
export function errorWithCause(
  Class: new (message?: string, options?: unknown) => Error,
  message?: string,
  options?: unknown,
): Error {
  const error = new Class(message, options)
  return errors.indexOf(Class) < 0 ? error : shownError(withCause(error, options))
}

/** `flat` of this object: its own, or for an array of an old engine ours (ECMAScript 23.1.3.13). */
export function flat(object: { flat?: unknown }): unknown {
  return object.flat || !isArray(object)
    ? object.flat
    : function (this: unknown[], depth?: number) {
        const list: unknown[] = []
        flatten(this, depth === void 0 ? 1 : Number(depth) || 0, list)
        return list
      }
}

/** `flatMap`, likewise (23.1.3.14). */
export function flatMap(object: { flatMap?: unknown }): unknown {
  return object.flatMap || !isArray(object)
    ? object.flatMap
    : function (this: unknown[], map: (value: unknown, index: number, array: unknown[]) => unknown, self?: unknown) {
        if (typeof map !== 'function') throw new TypeError(String(map) + ' is not a function')
        const list: unknown[] = []
        flatten(this.map(map, self), 1, list)
        return list
      }
}

function flatten(from: unknown[], depth: number, to: unknown[]): void {
  for (let i = 0; i < from.length; i++) {
    const value = from[i]
    if (depth >= 1 && isArray(value)) flatten(value, depth - 1, to)
    else if (i in from) to.push(value)
  }
}

function isArray(value: unknown): value is unknown[] {
  return Object.prototype.toString.call(value) === '[object Array]'
}

function self(this: unknown): unknown {
  return this
}
