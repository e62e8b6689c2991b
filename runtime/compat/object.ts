import { iterate, KeyIteration, object, type Iteration } from './iteration.js'
import { placed } from './key-order.js'
import { namesIn, ownKeys } from './own-keys.js'

/** Statics of `Object` that go through its keys, in their order on every engine (key-order.ts). */

type Dictionary = Record<PropertyKey, unknown>

/** Object.values */
export function values(object: unknown): unknown[] {
  const keys = ownKeys(object)
  const list: unknown[] = []
  for (let i = 0; i < keys.length; i++) list.push(valueOf(object, keys[i]))
  return list
}

/** Object.entries */
export function entries(object: unknown): [string, unknown][] {
  const keys = ownKeys(object)
  const list: [string, unknown][] = []
  for (let i = 0; i < keys.length; i++) list.push([keys[i], valueOf(object, keys[i])])
  return list
}

/** ES3 has no elements of texts. */
function valueOf(object: unknown, key: string): unknown {
  return typeof object === 'string' ? object.charAt(Number(key)) : (object as Dictionary)[key]
}

/** Object.assign */
export function assign(target: unknown): unknown {
  if (target === null || target === void 0) throw new TypeError('Cannot convert undefined or null to object')
  const to = Object(target) as Dictionary
  for (let i = 1; i < arguments.length; i++) {
    // eslint-disable-next-line prefer-rest-params
    const source = arguments[i] as Dictionary | null | undefined
    if (source === null || source === void 0) continue
    const keys = ownKeys(source)
    for (let j = 0; j < keys.length; j++) to[placed(to, keys[j])] = valueOf(source, keys[j])
    const symbols = symbolsOf(source)
    for (let j = 0; j < symbols.length; j++) to[symbols[j]] = source[symbols[j]]
  }
  return to
}

/** What a pattern leaves: `{ a, ...rest }`. */
export function rest(value: unknown, taken: PropertyKey[]): Dictionary {
  const source = Object(object(value)) as Dictionary
  const target: Dictionary = {}
  const names = taken.map((name) => (typeof name === 'symbol' ? name : String(name)))
  const keys = ownKeys(source)
  for (let i = 0; i < keys.length; i++) {
    if (names.indexOf(keys[i]) < 0) target[placed(target, keys[i])] = valueOf(source, keys[i])
  }
  const symbols = symbolsOf(source)
  for (let i = 0; i < symbols.length; i++) if (names.indexOf(symbols[i]) < 0) target[symbols[i]] = source[symbols[i]]
  return target
}

/** A `for in` that suspends. */
export function keysIn(object: unknown): Iteration {
  return new KeyIteration(namesIn(object), object)
}

/** The symbols of an object that are enumerable. */
export function symbolsOf(source: object): symbol[] {
  const all =
    typeof Object.getOwnPropertySymbols === 'function'
      ? Object.getOwnPropertySymbols(source)
      : (ownSymbols(source) as unknown as symbol[])
  const enumerable: symbol[] = []
  for (let i = 0; i < all.length; i++) {
    if (Object.prototype.propertyIsEnumerable.call(source, all[i])) enumerable.push(all[i])
  }
  return enumerable
}

/** Where a symbol is a text; what we keep on objects of ES3 ourselves is none. */
function ownSymbols(source: object): string[] {
  const found: string[] = []
  for (const name in source) if (isSymbol(name)) found.push(name)
  return found
}

function isSymbol(name: string): boolean {
  return name.slice(0, 2) === '@@' && name !== '@@order' && name.slice(0, 10) !== '@@private:'
}

/** Object.fromEntries */
export function fromEntries(iterable: unknown): Dictionary {
  const made: Dictionary = {}
  const iteration = iterate(iterable)
  while (iteration.step()) {
    const entry = iteration.value as [PropertyKey, unknown]
    if (Object(entry) !== entry)
      throw iteration.fail(new TypeError('Iterator value ' + String(entry) + ' is not an entry object'))
    made[placed(made, entry[0])] = entry[1]
  }
  return made
}

/** Object.groupBy */
export function groupBy(items: unknown, key: (item: unknown, index: number) => PropertyKey): Dictionary {
  const made = (Object.create ? Object.create(null) : {}) as Record<PropertyKey, unknown[]>
  const iteration = iterate(items)
  for (let i = 0; iteration.step(); i++) {
    let name: PropertyKey
    try {
      name = key(iteration.value, i)
    } catch (error) {
      throw iteration.fail(error)
    }
    if (Object.prototype.hasOwnProperty.call(made, name)) made[name].push(iteration.value)
    else made[placed(made, name)] = [iteration.value]
  }
  return made
}

/** Object.getOwnPropertyNames: what we hide of our own is nobody's. */
export function ownNames(object: object): string[] {
  const names = Object.getOwnPropertyNames(Object(object) as object).filter((name) => name.slice(0, 2) !== '@@')
  const keys = ownKeys(object)
  return keys.concat(names.filter((name) => keys.indexOf(name) < 0))
}

/** Object.setPrototypeOf, where an engine may only be told what is so already. */
export function setPrototypeOf<T extends object>(object: T, prototype: object | null): T {
  if (typeof Object.setPrototypeOf === 'function') return Object.setPrototypeOf(object, prototype) as T
  if (prototypeOf(object) === prototype) return object
  ;(object as { __proto__?: unknown }).__proto__ = prototype
  if (prototypeOf(object) === prototype && !Object.prototype.hasOwnProperty.call(object, '__proto__')) return object
  throw new TypeError('This engine cannot change the prototype of an object')
}

function prototypeOf(object: object): unknown {
  return Object.getPrototypeOf ? Object.getPrototypeOf(object) : (object as { __proto__?: unknown }).__proto__
}
