import type { Frame, Step } from '../core/frame-state.js'
import { showAs } from '../core/shown.js'
import { ReturnSignal } from '../core/signal.js'
import { Future } from '../core/future.js'
import { DONE } from '../core/states.js'
import { nativePromise } from '../hosts/native.js'
import { asyncIteratorOf } from './async-iteration.js'
import { create, fix } from './define.js'
import { shellOf } from './shell.js'
import { prototypeOf } from './function-objects.js'
import { checkResult, type Method } from './iterator.js'
import { method } from './method.js'
import { asyncIteratorSymbol, tagSymbol } from './symbols.js'

/**
 * Async generators, as ECMAScript has them (27.6), over either driver: the
 * profile decides what `wait` is and what a request's answer is made of.
 *
 * Law: requests are answered in order, each once; only the head of the queue
 * is being worked on.
 */
export interface AsyncGeneratorFrame extends Frame {
  /** The step of the user's function; `step` is `generatorStep`. */
  _body: Step
  _phase: number
  /** The state to go on in after a yield. */
  _resume: number
  /** The state that `generatorStep` goes on in. */
  _again: number
  /** The handler register while another one stands in for it. */
  _outer: number
  _head: Request | null
  _tail: Request | null
  /** What `yield*` handed over to. */
  _inner: object | null
  _innerNext: Method | null
  wait(value: unknown, at: number): boolean
  yield(value: unknown, at: number): unknown
  /** Runs the frame: the driver of its profile. */
  _go(at: number): void
  /** A new request's answer. */
  _answer(): Answer
}

export interface Answer {
  promise: unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

export interface Request {
  kind: number
  value: unknown
  answer: Answer
  next: Request | null
}

export interface AsyncGeneratorObject {
  _frame: AsyncGeneratorFrame
}

const NEXT = 0
const THROW = 1
const RETURN = 2

/** Not started. */
const START = 0
/** At a yield, nothing asked. */
const SUSPENDED = 1
const EXECUTING = 2
const COMPLETED = 3

/** States of `generatorStep`; those of the user's step are smaller. */
const TAKE = 1e6
const YIELDED = TAKE + 1
const RETURNING = TAKE + 2
const RETURN_FAILED = TAKE + 3
const LAST_RETURN = TAKE + 4
const LAST_RETURNED = TAKE + 5
const INNER_NEXT = TAKE + 6
const INNER_RETURN = TAKE + 7
const INNER_CLOSED = TAKE + 8
const INNER_MISSING = TAKE + 9

/** Tells `generatorStep` to go on at once, in `_again`. */
const AGAIN = {}

export const asyncIteratorPrototype: object = /* @__PURE__ */ (() => {
  const prototype = {}
  method(prototype, asyncIteratorSymbol, function (this: unknown) {
    return this
  })
  return prototype
})()

export const asyncGeneratorPrototype: object = /* @__PURE__ */ makePrototype()

function makePrototype(): object {
  const prototype = create(asyncIteratorPrototype)
  method(prototype, 'next', function (this: unknown, value?: unknown) {
    return request(this, NEXT, value)
  })
  method(prototype, 'return', function (this: unknown, value?: unknown) {
    return request(this, RETURN, value)
  })
  method(prototype, 'throw', function (this: unknown, value?: unknown) {
    return request(this, THROW, value)
  })
  fix(prototype, tagSymbol, 'AsyncGenerator')
  showAs(prototype, () => 'Object [AsyncGenerator] {}')
  return prototype
}

/** The object the user holds. */
export function asyncShell(fn: Function | null, frame: AsyncGeneratorFrame): AsyncGeneratorObject {
  return new (shellOf(frame._body || frame.step, prototypeOf(fn, asyncGeneratorPrototype)))(
    frame,
  ) as AsyncGeneratorObject
}

/** What a frame has beyond its driver's fields. */
export function prepare(frame: AsyncGeneratorFrame): void {
  frame._body = frame.step
  frame.step = generatorStep as Step
  frame._phase = START
  frame._resume = 0
  frame._again = 0
  frame._outer = 0
  frame._head = null
  frame._tail = null
  frame._inner = null
  frame._innerNext = null
}

/** next, return and throw: never throw themselves. */
function request(object: unknown, kind: number, value: unknown): unknown {
  const frame = object !== null && object !== void 0 ? (object as AsyncGeneratorObject)._frame : null
  if (!frame || frame.step !== (generatorStep as Step)) {
    const error = new TypeError('A method of async generators was called on something else.')
    if (nativePromise !== null) return nativePromise.reject(error)
    const future = new Future()
    future.setException(error)
    return future
  }
  const answer = frame._answer()
  const entry: Request = { kind, value, answer, next: null }
  if (frame._head === null) frame._head = entry
  else frame._tail!.next = entry
  frame._tail = entry
  if (frame._phase !== EXECUTING) work(frame)
  return answer.promise
}

/** Turns to the head of the queue. The body is not running. */
function work(frame: AsyncGeneratorFrame): void {
  for (;;) {
    const head = frame._head
    if (head === null) return
    if (frame._phase === START && head.kind !== NEXT) frame._phase = COMPLETED
    if (frame._phase !== COMPLETED || head.kind === RETURN) {
      let at = TAKE
      if (frame._phase === START) at = frame.at
      else if (frame._phase === COMPLETED) {
        at = LAST_RETURN
        frame.handler = 0
      }
      frame._phase = EXECUTING
      frame._go(at)
      return
    }
    shift(frame)
    if (head.kind === NEXT) head.answer.resolve({ value: void 0, done: true })
    else head.answer.reject(head.value)
  }
}

function shift(frame: AsyncGeneratorFrame): Request {
  const head = frame._head!
  frame._head = head.next
  return head
}

/** The driver says that the frame returned or threw. */
export function complete(frame: AsyncGeneratorFrame, failed: boolean, value: unknown): void {
  frame.at = DONE
  frame._phase = COMPLETED
  const answer = shift(frame).answer
  if (value instanceof ReturnSignal) {
    failed = false
    value = value.value
  }
  if (failed) answer.reject(value)
  else answer.resolve({ value, done: true })
  work(frame)
}

/** `yield value` */
export function yieldValue(this: AsyncGeneratorFrame, value: unknown, at: number): unknown {
  this._resume = at
  return this.wait(value, YIELDED) ? void 0 : handOut(this)
}

/** `yield* iterable`. The step returns what this returns. */
export function delegateAsync(frame: AsyncGeneratorFrame, iterable: unknown, at: number): unknown {
  const inner = asyncIteratorOf(iterable)
  frame._resume = at
  frame._inner = inner
  frame._innerNext = inner.next
  return toInner(frame, NEXT, void 0)
}

function generatorStep(frame: AsyncGeneratorFrame, at: number): unknown {
  for (;;) {
    let given: unknown
    if (at < TAKE) {
      frame._inner = null
      given = (frame._body as (frame: Frame, at: number) => unknown)(frame, at)
    } else given = between(frame, at)
    if (given !== AGAIN) return given
    at = frame._again
  }
}

/** What happens between two entries of the user's step. */
function between(frame: AsyncGeneratorFrame, at: number): unknown {
  switch (at) {
    case TAKE:
      return take(frame)
    case YIELDED:
      return handOut(frame)
    case RETURNING:
      return returning(frame)
    case RETURN_FAILED:
      frame.handler = frame._outer
      return toInner(frame, THROW, frame.sent)
    case LAST_RETURN:
      if (frame.wait(frame._head!.value, LAST_RETURNED)) return void 0
      return frame.sent
    case LAST_RETURNED:
      return frame.sent
    case INNER_CLOSED:
      checkResult(frame.sent)
      throw noThrow()
    case INNER_MISSING:
      return frame.raise(new ReturnSignal(frame.sent))
    default:
      return fromInner(frame, at)
  }
}

/** Answers the head with the value in `sent`; on with the next request, if there is one. */
function handOut(frame: AsyncGeneratorFrame): unknown {
  shift(frame).answer.resolve({ value: frame.sent, done: false })
  if (frame._head !== null) return again(frame, TAKE)
  frame._phase = SUSPENDED
  frame.at = TAKE
  return void 0
}

function again(frame: AsyncGeneratorFrame, at: number): unknown {
  frame._again = at
  return AGAIN
}

/** Enters the body at its yield, or the iterator of its yield*, with the head's request. */
function take(frame: AsyncGeneratorFrame): unknown {
  const head = frame._head!
  if (head.kind === RETURN) {
    if (frame._inner !== null) {
      // A rejection of what is returned goes to the inner iterator first.
      frame._outer = frame.handler
      frame.handler = RETURN_FAILED
    }
    return frame.wait(head.value, RETURNING) ? void 0 : returning(frame)
  }
  if (frame._inner !== null) return toInner(frame, head.kind, head.value)
  if (head.kind === THROW) return frame.raise(head.value)
  frame.sent = head.value
  return again(frame, frame._resume)
}

function returning(frame: AsyncGeneratorFrame): unknown {
  if (frame._inner === null) return frame.raise(new ReturnSignal(frame.sent))
  frame.handler = frame._outer
  return toInner(frame, RETURN, frame.sent)
}

/** Asks the iterator of `yield*`. */
function toInner(frame: AsyncGeneratorFrame, kind: number, value: unknown): unknown {
  const inner = frame._inner as Record<string, Method | null | undefined>
  if (kind === NEXT) {
    const result = frame._innerNext!.call(inner, value)
    return frame.wait(result, INNER_NEXT) ? void 0 : fromInner(frame, INNER_NEXT)
  }
  const method = kind === THROW ? inner['throw'] : inner['return']
  if (method !== null && method !== void 0) {
    const at = kind === THROW ? INNER_NEXT : INNER_RETURN
    return frame.wait(method.call(inner, value), at) ? void 0 : fromInner(frame, at)
  }
  if (kind === RETURN) {
    if (frame.wait(value, INNER_MISSING)) return void 0
    return frame.raise(new ReturnSignal(frame.sent))
  }
  const close = inner['return']
  if (close !== null && close !== void 0) {
    if (frame.wait(close.call(inner), INNER_CLOSED)) return void 0
    checkResult(frame.sent)
  }
  throw noThrow()
}

/** The iterator of `yield*` has answered. */
function fromInner(frame: AsyncGeneratorFrame, at: number): unknown {
  const result = checkResult(frame.sent)
  if (result.done) {
    if (at === INNER_RETURN) return frame.raise(new ReturnSignal(result.value))
    frame.sent = result.value
    return again(frame, frame._resume)
  }
  frame.sent = result.value
  return handOut(frame)
}

function noThrow(): TypeError {
  return new TypeError('The iterator of this yield* has no throw method.')
}
