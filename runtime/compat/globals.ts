import { callSoon } from '../core/handle.js'
import { callLater, type Timer } from '../core/timers.js'
import { nativePromise } from '../hosts/native.js'
import { hide } from './define.js'
import { OwnPromise } from './promise.js'

/**
 * What programs name and old engines lack, under the same names: the engine's
 * own if it has one, else ours.
 *
 * Timers are the engine's only where its promises are, too: otherwise jobs
 * would be called by a timer, and a timer set before them would come first.
 */
const ProvidedPromise = /* @__PURE__ */ (() => nativePromise || OwnPromise)() as unknown as PromiseConstructor

export { ProvidedPromise as Promise }

export { setTimeoutHere as setTimeout, clearHere as clearTimeout }
export { setIntervalHere as setInterval, clearHere as clearInterval }
export { soonHere as queueMicrotask, consoleHere as console, WeakMapHere as WeakMap, WeakSetHere as WeakSet }

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

declare const print: ((text: string) => void) | undefined

const consoleHere = /* @__PURE__ */ (() => {
  if (typeof console === 'object') return console
  function log(...values: unknown[]): void {
    const words: string[] = []
    for (let i = 0; i < values.length; i++) words.push(String(values[i]))
    if (typeof print === 'function') print(words.join(' '))
  }
  return { log, info: log, warn: log, error: log, debug: log }
})()

/** Only what private names need: the value is kept on its key, under a name of its own. */
interface SmallMap {
  get(key: object): unknown
  set(key: object, value: unknown): SmallMap
  has(key: object): boolean
  delete(key: object): boolean
}

const WeakMapHere = /* @__PURE__ */ (() => (typeof WeakMap === 'function' ? WeakMap : smallMap()))()

const WeakSetHere = /* @__PURE__ */ (() => (typeof WeakSet === 'function' ? WeakSet : smallSet(WeakMapHere)))()

/** Private methods need to know only who has them. */
function smallSet(Map: new () => SmallMap): new () => { add(key: object): unknown; has(key: object): boolean } {
  const SmallSet = function (this: { _map: SmallMap }) {
    this._map = new Map()
  } as unknown as new () => { _map: SmallMap; add(key: object): unknown; has(key: object): boolean }
  SmallSet.prototype.add = function (key: object) {
    this._map.set(key, true)
    return this
  }
  SmallSet.prototype.has = function (key: object) {
    return this._map.has(key)
  }
  return SmallSet
}

function smallMap(): new () => SmallMap {
  let count = 0
  const SmallMap = function (this: SmallMap & { _name: string }) {
    this._name = '@@private:' + ++count
  } as unknown as new () => SmallMap
  const own = Object.prototype.hasOwnProperty
  const methods = SmallMap.prototype as SmallMap & { _name: string }
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
