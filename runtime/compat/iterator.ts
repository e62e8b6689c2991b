import { create, hide, isObject } from './define.js'
import { iteratorSymbol } from './symbols.js'

/**
 * The iterator protocol, as the specification's abstract operations have it.
 */
export type Method = (...values: unknown[]) => unknown

/** GetIterator: arrays, strings and `arguments` are iterable on engines without Symbol, too. */
export function iteratorOf(iterable: unknown): object {
  const method =
    iterable === null || iterable === void 0 ? null : (iterable as Record<string, Method | undefined>)[iteratorSymbol]
  let iterator: unknown
  if (typeof method === 'function') iterator = method.call(iterable)
  else {
    const items = itemsOf(iterable)
    if (items === null) throw new TypeError(describe(iterable) + ' is not iterable')
    iterator = listIterator(items)
  }
  if (!isObject(iterator)) throw new TypeError('Result of the iterator method is not an object')
  return iterator
}

/** `value[Symbol.iterator]` or `value?.[Symbol.iterator]`, looked at: the way programs ask whether something is iterable. */
export function iteratorMethod(value: unknown, isOptional?: boolean): unknown {
  if (isOptional && (value === null || value === void 0)) return void 0
  const method = (value as Record<string, unknown>)[iteratorSymbol]
  return method === void 0 && itemsOf(value) !== null ? listMethod : method
}

function listMethod(this: unknown): object {
  return iteratorOf(this)
}

/** Duktape has the symbol, and yet nothing that is iterable. */
const iterates = !!([] as unknown as Record<string, unknown>)[iteratorSymbol]

/** What an engine without iteration would iterate; null elsewhere, and for anything else. */
export function itemsOf(iterable: unknown): ArrayLike<unknown> | null {
  if (iterates) return null
  if (typeof iterable === 'string') return characters(iterable)
  const kind = Object.prototype.toString.call(iterable)
  if (kind === '[object String]') return characters(String(iterable))
  return /(Array|Arguments)\]$/.test(kind) ||
    (isObject(iterable) && typeof (iterable as { callee?: unknown }).callee === 'function')
    ? (iterable as ArrayLike<unknown>)
    : null
}

function characters(text: string): string[] {
  const list: string[] = []
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const next = text.charCodeAt(i + 1)
    const pair = unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000
    list.push(pair ? text.charAt(i) + text.charAt(++i) : text.charAt(i))
  }
  return list
}

function listIterator(items: ArrayLike<unknown>): object {
  let at = 0
  let ended = false
  const iterator = create(iteratorPrototype) as { next: Method }
  iterator.next = () => {
    ended = ended || at >= items.length
    return ended ? { value: void 0, done: true } : { value: items[at++], done: false }
  }
  return iterator
}

/** IteratorClose for a normal completion. */
export function close(iterator: object): void {
  const method = (iterator as { return?: Method | null }).return
  if (method !== null && method !== void 0) checkResult(method.call(iterator))
}

export function checkResult(result: unknown): IteratorResult<unknown> {
  if (!isObject(result)) throw new TypeError('Iterator result ' + describe(result) + ' is not an object')
  return result as IteratorResult<unknown>
}

export function describe(value: unknown): string {
  return typeof value === 'symbol' || isObject(value) ? typeof value : String(value)
}

/** %IteratorPrototype%: the engine's, so that its helpers (`map`, `take`, …) are inherited. */
export const iteratorPrototype: object = /* @__PURE__ */ (() => {
  const method = ([] as unknown as Record<string, Method | undefined>)[iteratorSymbol]
  if (method && Object.getPrototypeOf) {
    const prototype = Object.getPrototypeOf(Object.getPrototypeOf(method.call([]))) as object
    if (prototype !== Object.prototype) return prototype
  }
  return selfIterable(iteratorSymbol)
})()

/** A prototype whose objects are their own iterators. */
function selfIterable(symbol: string): object {
  const prototype = {}
  hide(prototype, symbol, function (this: unknown) {
    return this
  })
  return prototype
}
