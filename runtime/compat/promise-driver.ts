import { keep as keepShape } from '../core/keep.js'
import type { Frame, Step } from '../core/frame-state.js'
import type { Runnable } from '../core/ready.js'
import { push } from '../core/loop.js'
import { raise } from '../core/raise.js'
import { loop } from '../core/running.js'
import { DONE, RESULT, RUNNING, THROWN } from '../core/states.js'
import { nativePromise, performThen } from '../hosts/native.js'
import { hasRoom } from '../hosts/stack.js'
import { OwnPromise, pendingPromise, react, rejectPromise, resolvePromise, resolveWith } from './promise.js'

/**
 * Profile `promise`: a frame whose call returns a promise and whose awaits are
 * ECMAScript's (27.7.5.3), with as many jobs and in the same order.
 *
 * On the engine's promises a frame makes two closures at its first await and
 * uses them for all; on ours the frame itself is the reaction.
 */
export interface PromiseFrame extends Frame, Runnable {
  _resolve: (value: unknown) => void
  _reject: (error: unknown) => void
  _onValue: ((value: unknown) => void) | null
  _onError: ((error: unknown) => void) | null
  _awaits: OwnPromise | null
  wait(value: unknown, at: number): boolean
  _finish(value: unknown): void
  _fail(error: unknown): void
}

export interface PromiseFrameConstructor {
  new (step: Step, ...slots: unknown[]): PromiseFrame
  prototype: PromiseFrame
}

export const PromiseFrame4 = function (this: PromiseFrame, step: Step, a: unknown, b: unknown, c: unknown, d: unknown) {
  this.step = step
  this.at = 0
  this.handler = 0
  this.sent = void 0
  this.a = a
  this.b = b
  this.c = c
  this.d = d
  this._resolve = unset
  this._reject = unset
  this._onValue = null
  this._onError = null
  this._awaits = null
  this._next = null
} as unknown as PromiseFrameConstructor

const methods = PromiseFrame4.prototype

methods.raise = raise

methods.wait = function (value, at) {
  this.at = at
  if (nativePromise !== null) {
    if (this._onValue === null) {
      this._onValue = (value) => {
        this.sent = value
        drivePromise(this, this.at, false, void 0)
      }
      this._onError = (error) => drivePromise(this, this.at, true, error)
    }
    const promise =
      nativePromise.resolve === nativeResolve ? nativePromise.resolve(value) : nativeResolve!.call(nativePromise, value)
    performThen(promise, this._onValue, this._onError!)
  } else {
    this._awaits = resolveWith(OwnPromise, value)
    react(this._awaits, this)
  }
  return true
}

methods._run = function () {
  const promise = this._awaits
  this._awaits = null
  if (promise === null) return drivePromise(this, this.at, false, void 0)
  const failed = promise._state !== RESULT
  if (!failed) this.sent = promise._value
  drivePromise(this, this.at, failed, promise._value)
}

methods._finish = function (value) {
  this.at = DONE
  this._resolve(value)
}

methods._fail = function (error) {
  this.at = DONE
  this._reject(error)
}

const nativeResolve = nativePromise && nativePromise.resolve

/** Runs the step to its next suspension, or to the end. */
export function drivePromise(frame: PromiseFrame, at: number, failed: boolean, error: unknown): void {
  const state = loop
  let value: unknown
  state._depth++
  for (;;) {
    frame.at = RUNNING
    if (failed) {
      at = frame.handler
      if (at === 0) break
      frame.handler = 0
      frame.sent = error
      failed = false
    }
    try {
      value = (frame.step as (frame: PromiseFrame, at: number) => unknown)(frame, at)
      if (frame.at !== THROWN) break
      error = frame.sent
    } catch (thrown) {
      error = thrown
    }
    failed = true
  }
  if (failed) frame._fail(error)
  else if (frame.at < 0) frame._finish(value)
  state._depth--
}

/** Calls nested on the stack of an engine with promises of its own. */
const DEEP = 500

/**
 * Starts the call; what it returns is the promise. The step comes in by itself
 * too, so that an engine which inlines this knows which one it is.
 *
 * Stacks end. Past a depth a call starts from the queue, where ECMAScript would
 * run it at once; engines without promises may have a short one.
 */
export function startPromise(frame: PromiseFrame, step: Step): Promise<unknown> {
  const promise = newCapability()
  frame._resolve = resolve
  frame._reject = reject
  const state = loop
  if (nativePromise === null ? !hasRoom(state._depth) : state._depth >= DEEP) {
    push(frame)
    return promise
  }
  state._depth++
  frame.at = RUNNING
  try {
    const value = (step as (frame: PromiseFrame, at: number) => unknown)(frame, 0)
    state._depth--
    if (frame.at === RUNNING) frame._finish(value)
    else if (frame.at === THROWN) drivePromise(frame, 0, true, frame.sent)
  } catch (error) {
    state._depth--
    drivePromise(frame, 0, true, error)
  }
  return promise
}

/** The functions of the promise that `newCapability` made last. */
export let resolve: (value: unknown) => void = unset
export let reject: (error: unknown) => void = unset

export function newCapability(): Promise<unknown> {
  if (nativePromise !== null) return new nativePromise(keep) as unknown as Promise<unknown>
  const promise = pendingPromise()
  resolve = (value) => resolvePromise(promise, value)
  reject = (error) => rejectPromise(promise, error)
  return promise as unknown as Promise<unknown>
}

function keep(one: (value: unknown) => void, other: (error: unknown) => void): void {
  resolve = one
  reject = other
}

function unset(): void {}

;(PromiseFrame4 as unknown as { kept: object }).kept = keepShape(new PromiseFrame4(null as never))
