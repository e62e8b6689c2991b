import { beget } from '../core/beget.js'
import { keep } from '../core/keep.js'
import { ReturnSignal } from '../core/signal.js'
import { DONE } from '../core/states.js'
import { isObject } from './define.js'
import { checkResult, close, describe, itemsOf, iteratorOf, type Method } from './iterator.js'
import { namesIn } from './names-in.js'
import { iteratorSymbol } from './symbols.js'

/**
 * `for of`, array patterns and `for in`, as emitted code steps through them.
 *
 * Law: after exhaustion or an error from `next` the iterator is never touched
 * again, so `close` does nothing then.
 */
export interface Iteration {
  value: unknown
  /** To the next value; false when there is none. */
  step(): boolean
  /** The next value, for an array pattern; undefined from the end on. */
  take(): unknown
  /** All that is left. */
  rest(): unknown[]
  /** The loop is left by break or return. */
  close(): void
  /** The loop is left by a throw: gives back what is thrown on. */
  fail(error: unknown): unknown
}

export function iterate(iterable: unknown): Loop {
  const list = listOf(iterable)
  if (list !== null) return list
  const iterator = iteratorOf(iterable) as { next: FrameNext; _frame?: { at: number } }
  const next = iterator.next
  return next && next._advance && iterator._frame
    ? new FrameIteration(iterator, next, iterator._frame)
    : new IteratorIteration(iterator, next)
}

/** Over what is merely counted through: arrays, and all that an engine without Symbol would iterate. */
export function listOf(iterable: unknown): ListIteration | null {
  if (isArray(iterable) && untouched(iterable)) return new ListIteration(iterable)
  const items = itemsOf(iterable)
  return items !== null && !hasOwnIterator(iterable) ? new ListIteration(items) : null
}

/** The same as an iterator: `for of` as TypeScript compiles it. Each result is the iterator itself. */
export interface Loop extends Iteration {
  done: boolean
  next(): Loop
  return(): void
}

/** `[...iterable]` */
export function spread(iterable: unknown): unknown[] {
  return iterate(iterable).rest()
}

/** for-in: keys that are deleted before their turn are left out. */
export function keys(object: unknown): Iteration {
  return new KeyIteration(namesIn(object), object)
}

const arrayValues = ([] as unknown as Record<string, Method | undefined>)[iteratorSymbol]
const arrayIterator =
  arrayValues && Object.getPrototypeOf ? (Object.getPrototypeOf(arrayValues.call([])) as { next: Method }) : null
const arrayNext = arrayIterator && arrayIterator.next

function isArray(value: unknown): value is unknown[] {
  return Array.isArray ? Array.isArray(value) : false
}

/** Would the engine's own array iteration do no more than count? */
function untouched(array: unknown[]): boolean {
  return (
    arrayIterator !== null &&
    (array as unknown as Record<string, unknown>)[iteratorSymbol] === arrayValues &&
    arrayIterator.next === arrayNext
  )
}

function hasOwnIterator(iterable: unknown): boolean {
  return typeof (iterable as Record<string, unknown>)[iteratorSymbol] === 'function'
}

export class ListIteration implements Loop {
  declare value: unknown
  declare done: boolean
  declare _items: ArrayLike<unknown>
  declare _at: number

  constructor(items: ArrayLike<unknown>) {
    this.value = void 0
    this.done = false
    this._items = items
    this._at = 0
  }

  step(): boolean {
    if (!this.done && this._at < this._items.length) {
      this.value = this._items[this._at++]
      return true
    }
    this.done = true
    return false
  }

  take(): unknown {
    return this.step() ? this.value : void 0
  }

  rest(): unknown[] {
    return remaining(this)
  }

  close(): void {}

  fail(error: unknown): unknown {
    return error
  }

  next(): Loop {
    this.step()
    return this
  }

  return(): void {}
}

export class KeyIteration implements Iteration {
  declare value: unknown
  declare _keys: string[]
  declare _object: unknown
  declare _at: number

  constructor(list: string[], object: unknown) {
    this.value = void 0
    this._keys = list
    this._object = object
    this._at = 0
  }

  step(): boolean {
    while (this._at < this._keys.length) {
      const key = this._keys[this._at++]
      if (key in Object(this._object)) {
        this.value = key
        return true
      }
    }
    return false
  }

  take(): unknown {
    return this.step() ? this.value : void 0
  }

  rest(): unknown[] {
    return remaining(this)
  }

  close(): void {}

  fail(error: unknown): unknown {
    return error
  }
}

class IteratorIteration implements Loop {
  declare value: unknown
  /** Exhausted, failed or closed; and while it is asked, so that one that throws is not closed. */
  declare done: boolean
  declare _iterator: object
  declare _next: Method

  constructor(iterator: object, next: Method) {
    this.value = void 0
    this.done = false
    this._iterator = iterator
    this._next = next
  }

  step(): boolean {
    if (this.done) return false
    this.done = true
    const result = checkResult(this._next.call(this._iterator))
    if (result.done) return false
    this.value = result.value
    this.done = false
    return true
  }

  take(): unknown {
    return this.step() ? this.value : void 0
  }

  rest(): unknown[] {
    return remaining(this)
  }

  close(): void {
    if (this.done) return
    this.done = true
    close(this._iterator)
  }

  fail(error: unknown): unknown {
    if (error instanceof ReturnSignal) this.close()
    else {
      try {
        this.close()
      } catch (ignored) {
        // The error that came first is the one to be told of.
      }
    }
    return error
  }

  next(): Loop {
    this.step()
    return this
  }

  return(): void {
    this.close()
  }
}

/** Over a generator of ours whose `next` nobody has replaced: its frame is stepped, without result objects. */
const FrameIteration = function (this: FrameIteration, iterator: object, next: FrameNext, frame: { at: number }) {
  this.value = void 0
  this.done = false
  this._iterator = iterator
  this._next = next
  this._frame = frame
  this._advance = next._advance!
} as unknown as new (iterator: object, next: FrameNext, frame: { at: number }) => FrameIteration

interface FrameIteration extends IteratorIteration {
  _frame: { at: number }
  _advance: Advance
}

/** `next` on a frame: the value goes to `into`; false when it has ended. */
export type Advance = (frame: object, into: { value: unknown }) => boolean

/** The `next` of generators carries it, so that who has no generators does not. */
export type FrameNext = Method & { _advance?: Advance }

const frameIterations = (FrameIteration.prototype = /* @__PURE__ */ beget(
  IteratorIteration.prototype,
) as FrameIteration)

frameIterations.step = function () {
  if (this.done) return false
  this.done = true
  if (!this._advance(this._frame, this)) return false
  this.done = false
  return true
}

function remaining(iteration: Iteration): unknown[] {
  const list: unknown[] = []
  while (iteration.step()) list.push(iteration.value)
  return list
}

/** RequireObjectCoercible, for `{} = value`. */
export function object<T>(value: T): T {
  if (value === null || value === void 0) {
    throw new TypeError('Cannot destructure ' + describe(value))
  }
  return value
}

/** ToPropertyKey: asked once, where the language does. */
export function key(value: unknown): PropertyKey {
  if (typeof value === 'symbol' || typeof value === 'string') return value
  if (!isObject(value)) return String(value)
  const primitive = toPrimitive(value)
  return typeof primitive === 'symbol' ? primitive : String(primitive)
}

function toPrimitive(value: object): unknown {
  const exotic =
    typeof Symbol === 'function' && Symbol.toPrimitive
      ? (value as Record<symbol, Method | null | undefined>)[Symbol.toPrimitive]
      : null
  if (exotic === null || exotic === void 0) {
    const plain = value as { toString: Method; valueOf: Method }
    for (let i = 0; i < 2; i++) {
      const method = i === 0 ? plain.toString : plain.valueOf
      const primitive = typeof method === 'function' ? method.call(value) : value
      if (!isObject(primitive)) return primitive
    }
  } else {
    const primitive = exotic.call(value, 'string')
    if (!isObject(primitive)) return primitive
  }
  throw new TypeError('Cannot convert object to primitive value')
}

/** The rest of an object pattern: own enumerable properties but those taken. */
export function rest(value: unknown, taken: PropertyKey[]): object {
  const source = Object(object(value)) as Record<PropertyKey, unknown>
  const target: Record<PropertyKey, unknown> = {}
  const own = Object.prototype.hasOwnProperty
  const names = namesIn(source)
  for (let i = 0; i < names.length; i++) {
    if (own.call(source, names[i]) && !includes(taken, names[i])) target[names[i]] = source[names[i]]
  }
  if (Object.getOwnPropertySymbols) {
    const symbols = Object.getOwnPropertySymbols(source)
    for (let i = 0; i < symbols.length; i++) {
      const enumerable = Object.prototype.propertyIsEnumerable.call(source, symbols[i])
      if (enumerable && !includes(taken, symbols[i])) target[symbols[i]] = source[symbols[i]]
    }
  }
  return target
}

function includes(list: PropertyKey[], item: PropertyKey): boolean {
  for (let i = 0; i < list.length; i++) {
    if (typeof item === 'string' ? String(list[i]) === item : list[i] === item) return true
  }
  return false
}

;(ListIteration as unknown as { kept: object }).kept = keep(new ListIteration([]))
;(IteratorIteration as unknown as { kept: object }).kept = keep(new IteratorIteration({}, remaining as never))
;(frameIterations as unknown as { kept: object }).kept = keep(new FrameIteration({}, remaining as never, { at: DONE }))
