import { hide, isObject } from './define.js'
import { spread } from './iteration.js'
import { itemsOf } from './iterator.js'
import { iteratorSymbol } from './symbols.js'

/** Small words of the language that emitted code spells out. */

/** What an uninitialised `let`, `const` or `class` holds. */
export const TDZ: object = /* @__PURE__ */ Object({})

export function tdz<T>(value: T, name: string): T {
  if ((value as unknown) === TDZ) {
    throw new ReferenceError("Cannot access '" + name + "' before initialization")
  }
  return value
}

export function constant(name: string): never {
  throw new TypeError("Assignment to constant variable '" + name + "'")
}

/** `[x] = …` where writing to x may throw: that happens when it is written to, not before. */
export function target(set: (value: unknown) => void): { value: unknown } {
  const made = {} as { value: unknown; __defineSetter__?: (name: string, set: (value: unknown) => void) => void }
  if (typeof Object.defineProperty === 'function') Object.defineProperty(made, 'value', { set })
  else if (made.__defineSetter__) made.__defineSetter__('value', set)
  return made
}

/** `fn.call(receiver, …)`, the arguments before the question whether `fn` can be called at all. */
export function call(fn: Function, receiver: unknown): unknown {
  const args: unknown[] = []
  // eslint-disable-next-line prefer-rest-params
  for (let i = 2; i < arguments.length; i++) args.push(arguments[i])
  return Function.prototype.apply.call(fn, receiver, args)
}

/** The strings of a tagged template. */
export function template(cooked: unknown[], raw: string[]): unknown[] {
  hide(cooked, 'raw', raw)
  return cooked
}

/** `fn` bound to a receiver; ES3 has no bind. */
export function bind(fn: Function, receiver: unknown): Function {
  return function (this: unknown) {
    // eslint-disable-next-line prefer-rest-params
    return fn.apply(receiver, arguments)
  }
}

/** `fn.name`, also where functions have none: MuJS, Internet Explorer. */
export function nameOf(fn: Function): string {
  const { name } = fn
  if (name !== void 0 || typeof fn !== 'function') return name
  const found = /^\s*function\s+([^\s(]+)/.exec(String(fn))
  return found ? found[1] : ''
}

/** Array.from */
export function arrayFrom(
  source: unknown,
  map?: (item: unknown, index: number) => unknown,
  receiver?: unknown,
): unknown[] {
  const list = listOf(source)
  if (map) for (let i = 0; i < list.length; i++) list[i] = map.call(receiver, list[i], i)
  return list
}

function listOf(source: unknown): unknown[] {
  const iterable = (Object(source) as Record<string, unknown>)[iteratorSymbol]
  if (iterable !== null && iterable !== void 0) return spread(source)
  if (itemsOf(source) !== null) return spread(source)
  if (!isObject(source)) return []
  const list: unknown[] = []
  const length = Math.floor(Number((source as { length?: unknown }).length)) || 0
  for (let i = 0; i < length; i++) list.push((source as ArrayLike<unknown>)[i])
  return list
}
