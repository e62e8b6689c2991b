import { byRank, countsFirst, engineKeys, keeps, ORDER, orderOf } from './key-order.js'

/**
 * Looks at the keys of objects, in their order on every engine (see key-order.ts). A script that holds none of this
 * has nobody who could tell one order from another, so `globeflower build` leaves out what keeps it.
 */

const own = Object.prototype.hasOwnProperty

const INDEX = /^(?:0|[1-9]\d{0,9})$/

/** The keys in their order; all of them are the object's own. */
export function arranged(object: object, names: string[]): string[] {
  if (keeps && countsFirst) return names
  const counted: string[] = []
  const named: string[] = []
  for (let i = 0; i < names.length; i++) (INDEX.test(names[i]) ? counted : named).push(names[i])
  if (counted.length > 1) counted.sort((a, b) => Number(a) - Number(b))
  return counted.concat(keeps ? named : inOrder(object, named))
}

function inOrder(object: object, names: string[]): string[] {
  if (names.length < 2) return names
  const order = own.call(object, ORDER) ? orderOf(object) : null
  if (order === null) return byRank(names)
  const placesTaken: Record<string, boolean> = {}
  for (let i = 0; i < names.length; i++) placesTaken[names[i]] = true
  const result: string[] = []
  for (let i = 0; i < order.list.length; i++) {
    const name = order.list[i]
    if (name !== null && own.call(placesTaken, name)) result.push(name)
  }
  if (result.length === names.length) return result
  return result.concat(byRank(names.filter((name) => !own.call(order.at, name))))
}

/** Elsewhere a symbol is a text that begins so. */
const hasSymbols = /* @__PURE__ */ (() => typeof Symbol === 'function')()

/** What `Object.keys` gives, on every engine: MuJS leaves out the elements of arrays. */
export function ownKeys(object: unknown): string[] {
  if (object === null || object === void 0) throw new TypeError('Cannot convert undefined or null to object')
  if (hasSymbols && keeps && countsFirst && typeof Object.keys === 'function')
    return Object.keys(Object(object) as object)
  const target = Object(object) as ArrayLike<unknown>
  const names: string[] = []
  const isListed = Object.prototype.toString.call(target) === '[object Array]' || typeof object === 'string'
  for (let i = 0; isListed && i < target.length; i++) if (i in target) names.push(String(i))
  const all = typeof Object.keys === 'function' ? Object.keys(target) : engineKeys(target)
  const others = hasSymbols ? all : all.filter((name) => String(name).slice(0, 2) !== '@@')
  if (!isListed) return arranged(target, others)
  return names.concat(
    arranged(
      target,
      others.filter((name) => !INDEX.test(name)),
    ),
  )
}

/** What `for in` meets, its own keys and inherited ones. */
export function namesIn(object: unknown): string[] {
  const names: string[] = []
  if (hasSymbols && keeps && countsFirst) {
    for (const name in object as object) names.push(name)
    return names
  }
  if (object === null || object === void 0) return names
  const seen = ownKeys(object)
  const met: Record<string, boolean> = {}
  for (let i = 0; i < seen.length; i++) {
    met['$' + seen[i]] = true
    names.push(seen[i])
  }
  const others: string[] = []
  for (const name in object as object) if (!met['$' + name] && name.slice(0, 2) !== '@@') others.push(name)
  return names.concat(others)
}
