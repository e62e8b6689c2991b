import type { Step } from './frame-state.js'
import { keep } from './keep.js'
import { loop } from './running.js'
import { PENDING } from './states.js'
import { Task, type TaskConstructor } from './task.js'

/** A task with sixteen slots. */
export const Task16 = function (
  this: Task & Record<'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p', unknown>,
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
  this._next = null
  this._state = PENDING
  this._value = void 0
  this._waiter = null
  this._awaits = null
  this._flags = 0
  this._foreign = null
  this._context = loop._context
} as unknown as TaskConstructor

Task16.prototype = Task.prototype
;(Task16 as unknown as { kept: object }).kept = keep(new Task16(null as never))
