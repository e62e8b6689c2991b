import { callSoon } from '../core/handle.js'
import { callLater, type Timer } from '../core/timers.js'
import { nativePromise } from '../hosts/native.js'
import { ownMap, ownSet } from './collections.js'
import { hide } from './define.js'
import { ownSymbol } from './own-symbol.js'
import { WholePromise } from './promise-combinators.js'
import { OwnPromise } from './promise.js'
import { iteratorSymbol, tagSymbol } from './symbols.js'

/**
 * What programs name and old engines lack, under the same names: the engine's
 * own if it has one, else ours.
 *
 * Timers are the engine's only where its promises are, too: otherwise jobs
 * would be called by a timer, and a timer set before them would come first.
 */
const ProvidedPromise = /* @__PURE__ */ (() => nativePromise || WholePromise)() as unknown as PromiseConstructor

/** The same constructor, for places that ask it for no more than `new`, `resolve` and `reject`. */
export const CorePromise = /* @__PURE__ */ (() => nativePromise || OwnPromise)() as unknown as PromiseConstructor

export { ProvidedPromise as Promise }

export { setTimeoutHere as setTimeout, clearHere as clearTimeout }
export { setIntervalHere as setInterval, clearHere as clearInterval }
export { soonHere as queueMicrotask }
export { MapHere as Map, SetHere as Set, SymbolHere as Symbol, WeakMapHere as WeakMap, WeakSetHere as WeakSet }

type Callback = (...values: unknown[]) => unknown

const machine = nativePromise !== null && typeof setTimeout === 'function'

const setTimeoutHere = /* @__PURE__ */ (() => (machine ? setTimeout : later))() as typeof later
const setIntervalHere = /* @__PURE__ */ (() =>
  machine && typeof setInterval === 'function' ? setInterval : every)() as typeof every
const clearHere = /* @__PURE__ */ (() => (machine ? clearTimeout : forget))() as typeof forget

const soonHere = /* @__PURE__ */ (() =>
  nativePromise !== null && typeof queueMicrotask === 'function'
    ? queueMicrotask
    : (callback: () => void) => {
        callSoon(callback)
      })()

const timers: Record<number, Timer> = {}
let lastId = 0

function later(callback: Callback, delay?: number, ...values: unknown[]): number {
  return arm(++lastId, callback, delay, values, false)
}

function every(callback: Callback, delay?: number, ...values: unknown[]): number {
  return arm(++lastId, callback, delay, values, true)
}

function forget(id?: number): void {
  const timer = timers[id as number]
  if (timer) timer.cancel()
  delete timers[id as number]
}

function arm(id: number, callback: Callback, delay: number | undefined, values: unknown[], again: boolean): number {
  // As everywhere: at least one millisecond, and what is no number counts as that.
  const wait = Number(delay) >= 1 && Number(delay) <= 0x7fffffff ? Math.floor(Number(delay)) : 1
  timers[id] = callLater(wait, () => {
    if (again) arm(id, callback, wait, values, true)
    else delete timers[id]
    callback.apply(void 0, values)
  })
  return id
}

const MapHere = /* @__PURE__ */ (() => (typeof Map === 'function' && iterates(Map) ? Map : ownMap()))()
const SetHere = /* @__PURE__ */ (() => (typeof Set === 'function' && iterates(Set) ? Set : ownSet()))()
const SymbolHere = /* @__PURE__ */ (() => (typeof Symbol === 'function' ? Symbol : ownSymbol()))()

/** Some engines had collections before symbols: nothing of ours could go through theirs. */
function iterates(Collection: Function): boolean {
  return iteratorSymbol in (Collection.prototype as object)
}

/** The value is kept on its key, under a name of its own. Starts from an array, if from anything. */
interface SmallMap {
  get(key: object): unknown
  set(key: object, value: unknown): SmallMap
  has(key: object): boolean
  delete(key: object): boolean
}

const WeakMapHere = /* @__PURE__ */ (() => (typeof WeakMap === 'function' ? WeakMap : smallMap()))()

const WeakSetHere = /* @__PURE__ */ (() => (typeof WeakSet === 'function' ? WeakSet : smallSet(WeakMapHere)))()

interface SmallSet {
  add(key: object): unknown
  has(key: object): boolean
  delete(key: object): boolean
}

function smallSet(Map: new () => SmallMap): new () => SmallSet {
  const SmallSet = function (this: SmallSet & { _map: SmallMap }, keys?: object[]) {
    this._map = new Map()
    for (let i = 0; keys && i < keys.length; i++) this.add(keys[i])
  } as unknown as new () => SmallSet & { _map: SmallMap }
  const methods = SmallSet.prototype as SmallSet & { _map: SmallMap }
  hide(methods, tagSymbol, 'WeakSet')
  methods.add = function (key) {
    this._map.set(key, true)
    return this
  }
  methods.has = function (key) {
    return this._map.has(key)
  }
  methods.delete = function (key) {
    return this._map.delete(key)
  }
  return SmallSet
}

function smallMap(): new () => SmallMap {
  let count = 0
  const SmallMap = function (this: SmallMap & { _name: string }, entries?: [object, unknown][]) {
    this._name = '@@private:' + ++count
    for (let i = 0; entries && i < entries.length; i++) this.set(entries[i][0], entries[i][1])
  } as unknown as new () => SmallMap
  const own = Object.prototype.hasOwnProperty
  const methods = SmallMap.prototype as SmallMap & { _name: string }
  hide(methods, tagSymbol, 'WeakMap')
  methods.get = function (key) {
    return own.call(key, this._name) ? (key as Record<string, unknown>)[this._name] : void 0
  }
  methods.set = function (key, value) {
    hide(key, this._name, value)
    return this
  }
  methods.has = function (key) {
    return own.call(key, this._name)
  }
  methods.delete = function (key) {
    return this.has(key) && delete (key as Record<string, unknown>)[this._name]
  }
  return SmallMap
}
