import { beget } from './beget.js'
import { keep } from './keep.js'
import { nativePromise } from '../hosts/native.js'
import { CancelledError, InvalidStateError, isCancel } from './errors.js'
import { Handle } from './handle.js'
import { push } from './loop.js'
import { asPromise, showAs } from './shown.js'
import type { Context } from './context.js'
import { loop, tracking } from './running.js'
import type { Runnable } from './ready.js'
import { CANCELLED, FAILED, PENDING, RESULT, SEEN } from './states.js'

/**
 * A result that comes later: asyncio's `Future`.
 *
 * Law: it leaves PENDING once, and by no other road than `settle`. Those who
 * wait are put into the ready queue, never called from here.
 */
export class Future<T> implements PromiseLike<T> {
  /** The next in a list of runnables, for a task or a reaction. */
  declare _next: Runnable | null
  declare _state: number
  /** The result, or the error. */
  declare _value: unknown
  /**
   * The last of those who wait; a ring, so that the first is one step away. Of a failure that nobody waited
   * for, the failure before it.
   */
  declare _waiter: Runnable | null
  /** Asked first when the future is cancelled; true: it sees to the end itself. */
  declare _abort: ((reason: unknown) => boolean | void) | null
  /** Takes back a result that its only waiter was cancelled before receiving. */
  declare _reclaim: { take(value: T): unknown }['take'] | null
  /** A future may stand where a `Promise<T>` is asked for: it has that prototype where there is one. */
  declare readonly [Symbol.toStringTag]: string

  constructor(options?: FutureOptions<T>) {
    this._next = null
    this._state = PENDING
    this._value = void 0
    this._waiter = null
    this._abort = (options && options.onCancel) || null
    this._reclaim = (options && options.reclaim) || null
  }

  /** Has it a result, an error, or been cancelled? */
  done(): boolean {
    return this._state > PENDING
  }

  /** Did it end by a cancel? */
  cancelled(): boolean {
    return this._state === CANCELLED
  }

  /** What it ended with; throws its error. InvalidStateError while it is pending. */
  result(): T {
    if (this._state === RESULT) return this._value as T
    throw outcome(this)
  }

  /** The error it failed with, or null. Throws when it was cancelled or is not done. */
  exception(): unknown {
    if (this._state === RESULT) return null
    const error = outcome(this)
    if (this._state === SEEN) return error
    throw error
  }

  /** Ends it with a value. InvalidStateError when it has ended before. */
  setResult(value: T): void {
    setOnce(this, RESULT, value)
  }

  /** Ends it with an error. InvalidStateError when it has ended before. */
  setException(error: unknown): void {
    setOnce(this, FAILED, error)
  }

  /** False when it was done already. */
  cancel(reason?: unknown): boolean {
    const abort = this._abort
    if (this._state > PENDING) return false
    // A cancel that comes back here on its way through a circle ends it.
    this._abort = null
    if (abort !== null && abort.call(this, reason) === true) this._abort = abort
    else if (this._state === PENDING) settle(this, CANCELLED, new CancelledError(reason))
    return true
  }

  /** Calls `callback(this)` through the loop, once it is done. */
  addDoneCallback(callback: (future: Future<T>) => unknown): void {
    listen(this, callback)
  }

  /** Takes out each equal callback; gives back how many there were. */
  removeDoneCallback(callback: (future: Future<T>) => unknown): number {
    let count = 0
    let before = this._state === PENDING ? this._waiter : null
    if (before === null) return 0
    for (let left = lengthOf(this as Future<unknown>); left-- > 0;) {
      const handle: Runnable = before!._next!
      if ((handle as Handle)._callback === callback) {
        unlink(this as Future<unknown>, before!, handle)
        count++
      } else before = handle
    }
    return count
  }

  /** As of a promise: a future of what is called gives back. Callbacks run in the loop's next turn at the earliest. */
  // `any`, as a promise has it: who catches says what it expects.
  then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: any) => B | PromiseLike<B>) | null,
  ): Future<A | B> {
    const next = new Reaction(this as Future<unknown>, onValue, onError)
    attend(this as Future<unknown>, next)
    return next as Future<unknown> as Future<A | B>
  }

  /** As of a promise: `then(null, onError)`. A failure that is caught counts as looked at. */
  catch<B = never>(onError?: ((error: any) => B | PromiseLike<B>) | null): Future<T | B> {
    return this.then(null, onError)
  }

  /** As of a promise: `action` is called however it ends. */
  finally(action?: (() => unknown) | null): Future<T> {
    if (typeof action !== 'function') return this.then()
    return this.then(
      (value) => done(action()).then(() => value),
      (error) =>
        done(action()).then(() => {
          throw error
        }),
    )
  }

  /** As a promise is shown: not what it holds. */
  toJSON(): object {
    return {}
  }

  /** A promise of the engine's own. */
  toPromise(): Promise<T> {
    return (nativePromise ? nativePromise.resolve(this) : this) as unknown as Promise<T>
  }
}

// `instanceof Promise` holds for futures and tasks where there is a Promise.
if (nativePromise !== null) {
  Object.setPrototypeOf(Future.prototype, nativePromise.prototype)
  showAs(Future.prototype, asPromise)
}

/** How a future takes a cancel. */
export interface FutureOptions<T> {
  /** Called once when the future is cancelled. True: the future is not ended by this. */
  onCancel?: (reason: unknown) => boolean | void
  /**
   * Takes back a result whose receiver was cancelled. True: it cannot be taken
   * back; the receiver gets it, and the cancel at its next await.
   */
  reclaim?: (value: T) => unknown
}

/** The only way out of PENDING. */
export function settle(future: Future<unknown>, state: number, value: unknown): void {
  future._state = state
  future._value = value
  const last = future._waiter
  if (last !== null) {
    future._waiter = null
    if (state === FAILED) future._state = SEEN
    let waiter = last._next!
    while (waiter !== last) {
      const next = waiter._next!
      waiter._next = null
      push(waiter)
      waiter = next
    }
    last._next = null
    push(last)
  } else if (state === FAILED) {
    future._waiter = loop._failed as Runnable | null
    loop._failed = future
    // The check comes when the loop has run dry, so it has to run.
    if (!loop._awake) push(new Handle(nothing))
  }
}

/** Ends with an error; a CancelledError makes it cancelled. */
export function fail(future: Future<unknown>, error: unknown): void {
  settle(future, isCancel(error) ? CANCELLED : FAILED, error)
}

/** Puts a waiter behind those who wait already. The future is pending. */
export function enlist(future: Future<unknown>, waiter: Runnable): void {
  const last = future._waiter
  if (last === null) waiter._next = waiter
  else {
    waiter._next = last._next
    last._next = waiter
  }
  future._waiter = waiter
}

/** Takes `waiter`, which comes after `before`, out of those who wait. */
export function unlink(future: Future<unknown>, before: Runnable, waiter: Runnable): void {
  if (before === waiter) future._waiter = null
  else if (future._waiter === waiter) future._waiter = before
  before._next = waiter._next
  waiter._next = null
}

function lengthOf(future: Future<unknown>): number {
  let count = 1
  for (let waiter = future._waiter!._next; waiter !== future._waiter; waiter = waiter!._next) count++
  return count
}

/** Calls `callback(future)` through the loop, now or once it is done. */
export function listen<T>(future: Future<T>, callback: (future: Future<T>) => unknown): Handle {
  const handle = new Handle(callback as (argument: never) => unknown, future)
  attend(future as Future<unknown>, handle)
  return handle
}

/** Makes `waiter` ready once the future is done, which may be now. */
export function attend(future: Future<unknown>, waiter: Runnable): void {
  if (future._state === PENDING) enlist(future, waiter)
  else {
    seen(future)
    push(waiter)
  }
}

/** What `then` gives: a waiter on one future, and the future of what comes of it. */
export interface Reaction extends Future<unknown>, Runnable {
  _source: Future<unknown>
  _onValue: unknown
  _onError: unknown
  /** What was current when it was made; only where somebody asks for contexts. */
  _context?: Context | null
}

export const Reaction = function (this: Reaction, source: Future<unknown>, onValue: unknown, onError: unknown) {
  this._next = null
  this._state = PENDING
  this._value = void 0
  this._waiter = null
  this._abort = abortSource
  this._reclaim = null
  this._source = source
  this._onValue = onValue
  this._onError = onError
  if (tracking) this._context = loop._context
} as unknown as {
  new (source: Future<unknown>, onValue: unknown, onError: unknown): Reaction
  prototype: Reaction
}

const reactions = (Reaction.prototype = /* @__PURE__ */ beget(Future.prototype) as Reaction)

reactions._run = function () {
  if (this._state > PENDING) return
  const source = this._source
  const reaction = source._state === RESULT ? this._onValue : this._onError
  if (typeof reaction !== 'function') {
    pass(source, this)
    return
  }
  const state = loop
  const outer = state._context
  if (tracking) state._context = this._context || null
  try {
    follow(this, (reaction as (value: unknown) => unknown)(source._value))
  } catch (error) {
    fail(this, error)
  }
  if (tracking) state._context = outer
}

function abortSource(this: Reaction, reason: unknown): boolean {
  return this._source.cancel(reason)
}

/** Ends `future` as `value` ends: a plain value now, a thenable when it is done. */
export function follow(future: Future<unknown>, value: unknown): void {
  if (value === future) throw new TypeError('A future cannot wait for itself.')
  const then = value instanceof Future ? value.then : thenOf(value)
  if (then === null) settle(future, RESULT, value)
  else if (value instanceof Future) {
    future._abort = (reason) => value.cancel(reason)
    const handle = listen(value, () => {
      if (future._state === PENDING) pass(value, future)
    })
    handle._argument = future
  } else {
    // NewPromiseResolveThenableJob: never from inside the code that resolved.
    push(new Handle(() => subscribe(future, value as object, then)))
  }
}

/** A future that ends as a foreign thenable ends. */
export function adopt(value: object, then: Then): Future<unknown> {
  const future = new Future<unknown>()
  subscribe(future as Future<unknown>, value, then)
  return future
}

export type Then = (onValue: (value: unknown) => void, onError: (error: unknown) => void) => unknown

/** The `then` of a thenable, read once; null for anything else. */
export function thenOf(value: unknown): Then | null {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return null
  const then = (value as { then?: unknown }).then
  return typeof then === 'function' ? (then as Then) : null
}

function subscribe(future: Future<unknown>, value: object, then: Then): void {
  let open = true
  const failed = (error: unknown) => {
    if (open && future._state === PENDING) fail(future, error)
    open = false
  }
  // A future of another copy of the runtime: a cancel goes on there.
  if ('addDoneCallback' in value) future._abort = (reason) => (value as Future<unknown>).cancel(reason)
  try {
    then.call(
      value,
      (value) => {
        if (!open) return
        open = false
        if (future._state > PENDING) return
        try {
          follow(future, value)
        } catch (error) {
          fail(future, error)
        }
      },
      failed,
    )
  } catch (error) {
    failed(error)
  }
}

/** A future that is done already. */
export function done<T>(value: T): Future<Awaited<T>> {
  const future = new Future<Awaited<T>>()
  follow(future as Future<unknown>, value)
  return future
}

/** `next` ends as `future` did; a failure is now for those who look at `next`. */
function pass(future: Future<unknown>, next: Future<unknown>): void {
  const state = seen(future)
  settle(next, state === SEEN ? FAILED : state, future._value)
}

/** The state for those who ask: from now on the failure has been looked at. */
export function seen(future: Future<unknown>): number {
  if (future._state === FAILED) future._state = SEEN
  return future._state
}

/** Why there is no result: the error, to be thrown. */
function outcome(future: Future<unknown>): unknown {
  return seen(future) ? future._value : new InvalidStateError('The future is not done yet.')
}

function setOnce(future: Future<unknown>, state: number, value: unknown): void {
  if (future._state > PENDING) throw new InvalidStateError('The future is done already.')
  settle(future, state, value)
}

function nothing(): void {}

;(Future as unknown as { kept: object }).kept = keep(new Future())
;(reactions as unknown as { kept: object }).kept = keep(new Reaction(Future as never, 1, 1))
