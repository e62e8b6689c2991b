import { failure } from './abort.js'
import { isObject } from './define.js'
import { clearTimeout as clearHere, Map as MapHere, Set as SetHere, setTimeout as setHere } from './globals.js'
import { shownError } from './mended.js'
import { placed } from './key-order.js'
import { ownKeys } from './own-keys.js'

/** What every platform has beside the language, and bare engines have not. */

type Memory = { get(key: object): unknown; set(key: object, value: unknown): unknown }

/** structuredClone, of what such an engine can hold (HTML 2.7). */
const cloneHere = /* @__PURE__ */ (() =>
  typeof structuredClone === 'function' ? structuredClone : (value: unknown) => clone(value, new MapHere() as Memory))()

export { cloneHere as structuredClone }

function clone(value: unknown, memory: Memory): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw refused(value)
  if (!isObject(value)) return value
  const known = memory.get(value)
  if (known !== void 0) return known
  const made = emptyAs(value)
  memory.set(value, made)
  if (value instanceof MapHere)
    value.forEach((item, key) => (made as typeof value).set(clone(key, memory), clone(item, memory)))
  else if (value instanceof SetHere) value.forEach((item) => (made as typeof value).add(clone(item, memory)))
  else if (!/Error|Date|RegExp/.test(tagOf(value))) {
    const keys = ownKeys(value)
    for (let i = 0; i < keys.length; i++) {
      ;(made as Record<string, unknown>)[placed(made, keys[i])] = clone(
        (value as Record<string, unknown>)[keys[i]],
        memory,
      )
    }
  }
  return made
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1)
}

function emptyAs(value: object): object {
  if (value instanceof MapHere) return new MapHere()
  if (value instanceof SetHere) return new SetHere()
  if (value instanceof Error) return errorLike(value)
  switch (tagOf(value)) {
    case 'Array': {
      const list: unknown[] = []
      list.length = (value as unknown[]).length
      return list
    }
    case 'Date':
      return new Date((value as Date).getTime())
    case 'RegExp':
      return value
    case 'Number':
    case 'String':
    case 'Boolean':
      return Object(value.valueOf()) as object
    case 'WeakMap':
    case 'WeakSet':
    case 'Promise':
      throw refused(value)
  }
  return {}
}

function errorLike({ name, message }: Error): Error {
  const classes = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]
  for (let i = 0; i < classes.length; i++)
    if (name === classes[i].prototype.name) return shownError(new classes[i](message))
  return shownError(new Error(message))
}

function refused(value: unknown): Error {
  const text =
    typeof value === 'function' || typeof value === 'symbol' ? String(value) : '#<' + tagOf(value as object) + '>'
  return failure('DataCloneError', text + ' could not be cloned.', 25)
}

/** setImmediate, behind what is ready now. */
const immediate = /* @__PURE__ */ (() =>
  typeof setImmediate === 'function'
    ? setImmediate
    : (callback: (...values: unknown[]) => void, ...values: unknown[]) =>
        setHere(() => callback.apply(void 0, values), 0))()

const clearImmediateHere = /* @__PURE__ */ (() => (typeof clearImmediate === 'function' ? clearImmediate : clearHere))()

export { immediate as setImmediate, clearImmediateHere as clearImmediate }

/** performance.now, in whole milliseconds. */
const performanceHere = /* @__PURE__ */ (() => {
  if (typeof performance === 'object' && typeof performance.now === 'function') return performance
  const timeOrigin = +new Date()
  return { timeOrigin, now: () => +new Date() - timeOrigin }
})()

export { performanceHere as performance }
