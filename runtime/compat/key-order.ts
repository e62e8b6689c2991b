import { hide, isObject } from './define.js'

/**
 * The order of an object's keys (ECMAScript 10.1.11.1): numbers first, then in the order they were made.
 *
 * MuJS keeps keys sorted and forgets what came first. Compiled code tells where it matters: `ordered` of a literal
 * whose keys are not sorted, `placed` before a key is written that is only known when it runs. Elsewhere both
 * hand back what they were given.
 */

const own = Object.prototype.hasOwnProperty

/** What stands hidden on an object whose keys have an order. */
export const ORDER = '@@order'

interface Order {
  /** A key that was deleted and came back leaves its old place empty. */
  list: (string | null)[]
  at: Record<string, number>
}

/** Does this engine keep keys as they came? */
export const keeps = /* @__PURE__ */ (() => firstOf({ b: 1, a: 1 }) === 'b')()

/** … and numbers before them? */
export const countsFirst = /* @__PURE__ */ (() => firstOf({ b: 1, 1: 1 }) === '1')()

function firstOf(object: object): string {
  for (const key in object) return key
  return ''
}

/** `object`, whose keys have this order from now on: those that it has already, then these, parted by spaces. */
export const ordered: <T>(object: T, keys: string) => T = /* @__PURE__ */ (() =>
  keeps
    ? <T>(object: T) => object
    : <T>(object: T, keys: string) => {
        if (!isObject(object)) return object
        if (!own.call(object, ORDER)) {
          // As most of them are: made by the literal just now, and perhaps never looked at.
          if (isOpen(object)) hide(object, ORDER, keys)
          return object
        }
        const names = keys.split(' ')
        const order = orderOf(object)
        for (let i = 0; order && i < names.length; i++) append(order, names[i])
        return object
      })()

/** `key`, which is about to be written to `object`. */
export const placed: <K>(object: unknown, key: K) => K = /* @__PURE__ */ (() =>
  keeps
    ? <K>(_object: unknown, key: K) => key
    : <K>(object: unknown, key: K) => {
        if (
          typeof key === 'number' ||
          !isObject(object) ||
          typeof object === 'function' ||
          own.call(object, key as string)
        )
          return key
        const order = orderOf(object)
        if (order) append(order, String(key))
        return key
      })()

/** The same for keys of a class or a variable, which may be there already: `object` again. */
export const placedIn: <T>(object: T, keys: string) => T = /* @__PURE__ */ (() =>
  keeps
    ? <T>(object: T) => object
    : <T>(object: T, keys: string) => {
        const names = keys.split(' ')
        for (let i = 0; i < names.length; i++) placed(object, names[i])
        return object
      })()

function append(order: Order, key: string): void {
  if (own.call(order.at, key)) order.list[order.at[key]] = null
  order.at[key] = order.list.push(key) - 1
}

/** What is known of `object`; begins with the keys that it has. Null where nothing can be kept. */
export function orderOf(object: object): Order | null {
  const known = own.call(object, ORDER) ? (object as { [ORDER]: string | Order })[ORDER] : void 0
  if (known !== void 0 && typeof known !== 'string') return known
  if (known === void 0 && !isOpen(object)) return null
  const names = known === void 0 ? byRank(engineKeys(object)) : known.split(' ')
  const order: Order = { list: names, at: {} }
  for (let i = 0; i < names.length; i++) order.at[names[i]] = i
  if (isOpen(object)) hide(object, ORDER, order)
  return order
}

/** ES3 cannot close one. */
function isOpen(object: object): boolean {
  return typeof Object.isExtensible !== 'function' || Object.isExtensible(object)
}

export function engineKeys(object: object): string[] {
  const names: string[] = []
  for (const name in object) if (own.call(object, name) && name !== ORDER) names.push(name)
  return names
}

/** Objects that nobody wrote a literal for: results of iterators and promises, descriptors, matches. */
const RANK = ' status value reason get set writable done enumerable configurable '

export function byRank(names: string[]): string[] {
  const ranked: string[] = []
  for (let i = 0; i < names.length; i++) if (RANK.indexOf(' ' + names[i] + ' ') >= 0) ranked.push(names[i])
  if (ranked.length < 2) return names
  ranked.sort((a, b) => RANK.indexOf(' ' + a + ' ') - RANK.indexOf(' ' + b + ' '))
  let next = 0
  return names.map((name) => (RANK.indexOf(' ' + name + ' ') >= 0 ? ranked[next++] : name))
}
