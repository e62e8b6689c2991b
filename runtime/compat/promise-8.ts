import { keep as keepShape } from '../core/keep.js'
import type { Step } from '../core/frame-state.js'
import { PromiseFrame4, startPromise, type PromiseFrame, type PromiseFrameConstructor } from './promise-driver.js'

/** Profile `promise`: a call with 8 slots. */
export function promise8(
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
): Promise<unknown> {
  return startPromise(new PromiseFrame8(step, a, b, c, d, e, f, g, h), step)
}

export const PromiseFrame8 = function (
  this: PromiseFrame,
  step: Step,
  a: unknown,
  b: unknown,
  c: unknown,
  d: unknown,
  e: unknown,
  f: unknown,
  g: unknown,
  h: unknown,
) {
  this.step = step
  this.at = 0
  this.handler = 0
  this.sent = void 0
  this.a = a
  this.b = b
  this.c = c
  this.d = d
  this.e = e
  this.f = f
  this.g = g
  this.h = h
  this._resolve = unset
  this._reject = unset
  this._onValue = null
  this._onError = null
  this._awaits = null
  this._next = null
} as unknown as PromiseFrameConstructor

PromiseFrame8.prototype = PromiseFrame4.prototype

function unset(): void {}

;(PromiseFrame8 as unknown as { kept: object }).kept = keepShape(new PromiseFrame8(null as never))
