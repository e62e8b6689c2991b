import { keep } from '../core/keep.js'
import { push } from '../core/loop.js'
import { loop } from '../core/running.js'
import { hasRoom } from '../hosts/stack.js'
import type { Step } from '../core/frame-state.js'
import { beget } from '../core/beget.js'
import {
  asyncShell,
  complete,
  prepare,
  yieldValue,
  type AsyncGeneratorFrame,
  type AsyncGeneratorObject,
} from './async-generator.js'
import { PromiseFrame16 } from './promise-16.js'
import {
  drivePromise,
  newCapability,
  PromiseFrame4,
  reject,
  resolve,
  type PromiseFrame,
  type PromiseFrameConstructor,
} from './promise-driver.js'

/** Async generators, profile `promise`: each request is answered by a promise. */
export function promiseGenerator(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
): AsyncGeneratorObject {
  return asyncShell(fn, make(step, a, b, c, d))
}

export function promiseGenerator8(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
): AsyncGeneratorObject {
  return asyncShell(fn, make(step, a, b, c, d, e, f, g, h))
}

export function promiseGenerator16(
  fn: Function | null,
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
): AsyncGeneratorObject {
  return asyncShell(fn, make(step, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p))
}

type GeneratorFrame = PromiseFrame & AsyncGeneratorFrame

const GeneratorFrame = function (this: GeneratorFrame) {
  // eslint-disable-next-line prefer-rest-params
  ;(PromiseFrame16 as unknown as Function).apply(this, arguments)
  prepare(this)
} as unknown as PromiseFrameConstructor

const methods = (GeneratorFrame.prototype = /* @__PURE__ */ beget(PromiseFrame4.prototype)) as GeneratorFrame

methods.yield = yieldValue

methods._go = function (at) {
  if (hasRoom(loop._depth)) drivePromise(this, at, false, void 0)
  else {
    this.at = at
    push(this)
  }
}

methods._finish = function (value) {
  complete(this, false, value)
}

methods._fail = function (error) {
  complete(this, true, error)
}

methods._answer = function () {
  const promise = newCapability()
  return { promise, resolve, reject }
}

function make(
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
): GeneratorFrame {
  return new GeneratorFrame(step, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) as GeneratorFrame
}

;(GeneratorFrame as unknown as { kept: object }).kept = keep(make(null as never))
