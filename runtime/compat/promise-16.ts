import { keep as keepShape } from '../core/keep.js'
import type { Step } from '../core/frame-state.js'
import { PromiseFrame4, startPromise, type PromiseFrame, type PromiseFrameConstructor } from './promise-driver.js'

/** Profile `promise`: a call with 16 slots. */
export function promise16(
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
  i?: unknown,
  j?: unknown,
  k?: unknown,
  l?: unknown,
  m?: unknown,
  n?: unknown,
  o?: unknown,
  p?: unknown,
): Promise<unknown> {
  return startPromise(new PromiseFrame16(step, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p), step)
}

export const PromiseFrame16 = function (
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
  i: unknown,
  j: unknown,
  k: unknown,
  l: unknown,
  m: unknown,
  n: unknown,
  o: unknown,
  p: unknown,
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
  this.i = i
  this.j = j
  this.k = k
  this.l = l
  this.m = m
  this.n = n
  this.o = o
  this.p = p
  this._resolve = unset
  this._reject = unset
  this._onValue = null
  this._onError = null
  this._awaits = null
  this._next = null
} as unknown as PromiseFrameConstructor

PromiseFrame16.prototype = PromiseFrame4.prototype

function unset(): void {}

;(PromiseFrame16 as unknown as { kept: object }).kept = keepShape(new PromiseFrame16(null as never))
