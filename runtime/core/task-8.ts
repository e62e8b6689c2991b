import type { Step } from './frame-state.js'
import { keep } from './keep.js'
import { loop } from './running.js'
import { PENDING } from './states.js'
import { Task, type TaskConstructor } from './task.js'

/** A task with eight slots. */
export const Task8 = function (
  this: Task & Record<'e' | 'f' | 'g' | 'h', unknown>,
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
  this._next = null
  this._state = PENDING
  this._value = void 0
  this._waiter = null
  this._awaits = null
  this._flags = 0
  this._foreign = null
  this._context = loop._context
} as unknown as TaskConstructor

Task8.prototype = Task.prototype
;(Task8 as unknown as { kept: object }).kept = keep(new Task8(null as never))
