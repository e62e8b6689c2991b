import { keep } from '../core/keep.js'
import { push } from '../core/loop.js'
import { loop } from '../core/running.js'
import { hasRoom } from '../hosts/stack.js'
import { beget } from '../core/beget.js'
import { drive, Task, type TaskConstructor } from '../core/task.js'
import { Task16 } from '../core/task-16.js'
import type { Step } from '../core/frame-state.js'
import { fail, Future, settle } from '../core/future.js'
import { RESULT } from '../core/states.js'
import {
  asyncShell,
  complete,
  prepare,
  yieldValue,
  type Answer,
  type AsyncGeneratorFrame,
  type AsyncGeneratorObject,
} from './async-generator.js'

/**
 * Async generators, profile `task`: the frame is a task that never ends by
 * itself; each request is answered by a future. To cancel the request that is
 * being worked on is to cancel what the generator awaits.
 */
export function taskGenerator(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
): AsyncGeneratorObject {
  return asyncShell(fn, make(step, a, b, c, d))
}

export function taskGenerator8(
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

export function taskGenerator16(
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

type GeneratorTask = Task & AsyncGeneratorFrame

/** Whoever awaits it waits for this generator: for those who look at what runs. */
export interface Answering extends Future<unknown> {
  _generator?: Task
}

const GeneratorTask = function (this: GeneratorTask) {
  // eslint-disable-next-line prefer-rest-params
  ;(Task16 as unknown as Function).apply(this, arguments)
  prepare(this)
} as unknown as TaskConstructor

const methods = (GeneratorTask.prototype = /* @__PURE__ */ beget(Task.prototype)) as GeneratorTask

methods.yield = yieldValue

methods._go = function (at) {
  if (hasRoom(loop._depth)) drive(this, at, false, void 0)
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
  const future: Answering = new Future<unknown>()
  const answer: Answer = {
    promise: future,
    resolve(value) {
      if (!future.done()) settle(future, RESULT, value)
    },
    reject(error) {
      if (!future.done()) fail(future, error)
    },
  }
  future._generator = this
  future._abort = (reason) => this._head !== null && this._head.answer === answer && this.cancel(reason)
  return answer
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
): GeneratorTask {
  return new GeneratorTask(step, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) as GeneratorTask
}

;(GeneratorTask as unknown as { kept: object }).kept = keep(make(null as never))
