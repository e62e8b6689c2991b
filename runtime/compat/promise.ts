import { enlist, settle, type Future } from '../core/future.js'
import { push } from '../core/loop.js'
import type { Runnable } from '../core/ready.js'
import { FAILED, PENDING, RESULT, SEEN } from '../core/states.js'
import { fix, hide, isObject } from './define.js'
import { speciesSymbol, tagSymbol } from './symbols.js'

/**
 * Promise as ECMAScript has it (27.2), for engines that have none.
 *
 * Its jobs are entries of the ready queue, so that they keep their place among
 * tasks and callbacks. A reaction is the entry itself: no closure for a job.
 * `all`, `race` and their like are in promise-combinators.ts.
 */
export interface OwnPromise {
  _next: Runnable | null
  _state: number
  _value: unknown
  _waiter: Runnable | null
  then(onValue?: unknown, onError?: unknown): OwnPromise
  catch(onError?: unknown): OwnPromise
  finally(action?: unknown): OwnPromise
}

export type Call = (...values: unknown[]) => unknown
export type Resolve = (value?: unknown) => void
type Executor = (resolve: Resolve, reject: Resolve) => unknown

/** A promise together with its two functions: PromiseCapability. */
export interface Capability {
  promise: OwnPromise
  resolve: Resolve
  reject: Resolve
}

export interface OwnPromiseConstructor {
  new (executor: Executor): OwnPromise
  prototype: OwnPromise
  resolve(value?: unknown): OwnPromise
  reject(error?: unknown): OwnPromise
}

export const OwnPromise: OwnPromiseConstructor = /* @__PURE__ */ makeConstructor()

function makeConstructor(): OwnPromiseConstructor {
  const Promise = function (this: OwnPromise, executor: Executor) {
    if (!(this instanceof Promise)) throw new TypeError('Promise needs to be called with new')
    if (typeof executor !== 'function') {
      throw new TypeError('Promise resolver ' + typeof executor + ' is not a function')
    }
    blank(this)
    const functions = resolvers(this)
    try {
      executor(functions.resolve, functions.reject)
    } catch (error) {
      functions.reject(error)
    }
  } as unknown as OwnPromiseConstructor

  const prototype = Promise.prototype
  hide(prototype, 'constructor', Promise)
  hide(prototype, 'then', then)
  hide(prototype, 'catch', function (this: OwnPromise, onError: unknown) {
    return this.then(void 0, onError)
  })
  hide(prototype, 'finally', onFinally)
  // Shown as promises are: not what they hold.
  hide(prototype, 'toJSON', () => ({}))
  fix(prototype, tagSymbol, 'Promise')

  hide(Promise, 'resolve', function (this: unknown, value: unknown) {
    return resolveWith(asObject(this), value)
  })
  hide(Promise, 'reject', function (this: unknown, error: unknown) {
    const capability = capabilityOf(this)
    capability.reject(error)
    return capability.promise
  })
  if (speciesSymbol !== '@@species' && Object.defineProperty) {
    Object.defineProperty(Promise, speciesSymbol, {
      configurable: true,
      get(this: unknown) {
        return this
      },
    })
  }
  return Promise
}

function blank(promise: OwnPromise): OwnPromise {
  promise._next = null
  promise._state = PENDING
  promise._value = void 0
  promise._waiter = null
  return promise
}

function resolvers(promise: OwnPromise): { resolve: Resolve; reject: Resolve } {
  let open = true
  return {
    resolve(value) {
      if (open) {
        open = false
        resolvePromise(promise, value)
      }
    },
    reject(error) {
      if (open) {
        open = false
        end(promise, FAILED, error)
      }
    },
  }
}

function end(promise: OwnPromise, state: number, value: unknown): void {
  settle(promise as unknown as Future<unknown>, state, value)
}

/** Promise Resolve Functions (27.2.1.3.2). Called once for a promise. */
export function resolvePromise(promise: OwnPromise, value: unknown): void {
  if (value === promise) {
    end(promise, FAILED, new TypeError('Chaining cycle detected for promise'))
    return
  }
  let then: unknown
  if (isObject(value)) {
    try {
      then = (value as { then?: unknown }).then
    } catch (error) {
      end(promise, FAILED, error)
      return
    }
  }
  if (typeof then !== 'function') end(promise, RESULT, value)
  else push(new Adoption(promise, value as object, then as Call))
}

export function rejectPromise(promise: OwnPromise, error: unknown): void {
  end(promise, FAILED, error)
}

/** A new pending promise without an executor. */
export function pendingPromise(): OwnPromise {
  function Begotten(): void {}
  Begotten.prototype = OwnPromise.prototype
  return blank(new (Begotten as unknown as new () => OwnPromise)())
}

/** The job that calls a thenable's `then`. */
class Adoption implements Runnable {
  declare _next: Runnable | null
  declare _promise: OwnPromise
  declare _thenable: object
  declare _then: Call

  constructor(promise: OwnPromise, thenable: object, then: Call) {
    this._next = null
    this._promise = promise
    this._thenable = thenable
    this._then = then
  }

  _run(): void {
    const functions = resolvers(this._promise)
    try {
      this._then.call(this._thenable, functions.resolve, functions.reject)
    } catch (error) {
      functions.reject(error)
    }
  }
}

/** The job that calls what was given to `then`. */
class Reaction implements Runnable {
  declare _next: Runnable | null
  declare _source: OwnPromise
  declare _onValue: unknown
  declare _onError: unknown
  declare _capability: Capability | null

  constructor(source: OwnPromise, onValue: unknown, onError: unknown, next: Capability | null) {
    this._next = null
    this._source = source
    this._onValue = onValue
    this._onError = onError
    this._capability = next
  }

  _run(): void {
    const source = this._source
    const capability = this._capability
    const good = source._state === RESULT
    const reaction = good ? this._onValue : this._onError
    let value = source._value
    let failed = !good
    if (typeof reaction === 'function') {
      try {
        value = (reaction as Call)(value)
        failed = false
      } catch (error) {
        value = error
        failed = true
      }
    }
    if (capability !== null) (failed ? capability.reject : capability.resolve)(value)
  }
}

/** PerformPromiseThen: the reaction becomes ready once the promise is done. */
export function react(promise: OwnPromise, reaction: Runnable): void {
  if (promise._state === PENDING) enlist(promise as unknown as Future<unknown>, reaction)
  else {
    if (promise._state === FAILED) promise._state = SEEN
    push(reaction)
  }
}

function then(this: unknown, onValue: unknown, onError: unknown): OwnPromise {
  const promise = asPromise(this)
  const next = capabilityOf(speciesOf(promise))
  react(promise, new Reaction(promise, onValue, onError, next))
  return next.promise
}

function onFinally(this: OwnPromise, action: unknown): OwnPromise {
  const Class = speciesOf(asObject(this) as unknown as OwnPromise)
  if (typeof action !== 'function') return this.then(action, action)
  return this.then(
    (value: unknown) => resolveWith(Class as object, (action as Call)()).then(() => value),
    (error: unknown) =>
      resolveWith(Class as object, (action as Call)()).then(() => {
        throw error
      }),
  )
}

/** PromiseResolve */
export function resolveWith(Class: object, value: unknown): OwnPromise {
  if (isOwnPromise(value) && (value as { constructor?: unknown }).constructor === Class) return value
  const capability = capabilityOf(Class)
  capability.resolve(value)
  return capability.promise
}

function isOwnPromise(value: unknown): value is OwnPromise {
  return isObject(value) && value instanceof OwnPromise && typeof (value as OwnPromise)._state === 'number'
}

function asPromise(value: unknown): OwnPromise {
  if (isOwnPromise(value)) return value
  throw new TypeError('then was called on something that is not a promise')
}

function asObject(value: unknown): object {
  if (isObject(value)) return value
  throw new TypeError('A method of Promise was called on a non-object')
}

function speciesOf(promise: OwnPromise): unknown {
  const Class = (promise as { constructor?: unknown }).constructor
  if (Class === void 0 || Class === OwnPromise) return OwnPromise
  const species = (asObject(Class) as Record<string, unknown>)[speciesSymbol]
  return species === void 0 || species === null ? (speciesSymbol === '@@species' ? Class : OwnPromise) : species
}

export function capabilityOf(Class: unknown): Capability {
  if (Class === OwnPromise) {
    const promise = pendingPromise()
    const functions = resolvers(promise)
    return { promise, resolve: functions.resolve, reject: functions.reject }
  }
  if (typeof Class !== 'function') throw new TypeError(typeof Class + ' is not a constructor')
  let resolve: unknown
  let reject: unknown
  const promise = new (Class as OwnPromiseConstructor)((one, other) => {
    if (resolve !== void 0 || reject !== void 0) {
      throw new TypeError('The executor of a promise was called twice')
    }
    resolve = one
    reject = other
  })
  if (typeof resolve !== 'function' || typeof reject !== 'function') {
    throw new TypeError('A promise capability needs two functions')
  }
  return { promise, resolve: resolve as Resolve, reject: reject as Resolve }
}
