import type { Step } from './frame-state.js'
import { start, Task } from './task.js'
import { Task16 } from './task-16.js'
import { Task8 } from './task-8.js'

/** Calls of async functions, profile `task`: a frame of the right size, run to its first await. */
export function task(step: Step, a?: unknown, b?: unknown, c?: unknown, d?: unknown): Task {
  return start(new Task(step, a, b, c, d), step)
}

export function task8(
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
): Task {
  return start(new Task8(step, a, b, c, d, e, f, g, h), step)
}

export function task16(
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
): Task {
  return start(new Task16(step, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p), step)
}
