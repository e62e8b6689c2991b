import { beget } from './beget.js'
import { CancelledError } from './errors.js'
import type { Step } from './frame-state.js'
import { adopt, enlist, fail, Future, seen, settle, thenOf, unlink } from './future.js'
import { awaitNative, ForeignWait } from './foreign.js'
import { keep } from './keep.js'
import { kept } from './kept.js'
import { push } from './loop.js'
import { raise } from './raise.js'
import { isNative } from '../hosts/native.js'
import { hasRoom, NESTED } from '../hosts/stack.js'
import type { Context } from './context.js'
import { loop, tracking } from './running.js'
import { CANCELLED, DONE, PENDING, RESULT, RUNNING, THROWN } from './states.js'

/**
 * A frame being driven: the frame of the async function is the task, and the
 * task is a future.
 *
 * Law: a task is in one place: its step runs, or it is in the ready queue, or
 * it is among the waiters of the one future in `_awaits`.
 */
export interface Task<T = unknown> extends Future<T> {
  step: Step
  at: number
  handler: number
  sent: unknown
  a: unknown
  b: unknown
  c: unknown
  d: unknown
  /** For emitted code: throws at the place where the step stands. */
  raise(error: unknown): void
  /** What is waited for; read when the task runs again. */
  _awaits: Future<unknown> | null
  _flags: number
  _foreign: ForeignWait | null
  _context: Context | null
  /** Await: true when suspended, or raised. False: the value is in `sent`. */
  wait(value: unknown, at: number): boolean
  /** Takes back one `cancel()`; how many are left. asyncio's: whoever ends a cancel says so. */
  uncancel(): number
  /** How many `cancel()`s have not been taken back. */
  cancelling(): number
  /** What `createTask(…, { name })` or `setName` said; else a name of its own, `Task-3` say. */
  getName(): string
  /** For reports; any text will do. */
  setName(name: string): void
  _name: string
  _run(): void
  /** The step returned. */
  _finish(value: unknown): void
  /** The step threw, and no handler caught it. */
  _fail(error: unknown): void
}

export interface TaskConstructor {
  new (step: Step, ...slots: unknown[]): Task
  prototype: Task
}

/** In its synchronous prefix: the first await stops. */
const STARTING = 1
/** A cancel has to be delivered at the next resumption; its reason is in `_value`. */
const MUST_CANCEL = 2
/** Above the two bits: how often `cancel` was called. */
const CANCELS = 4

/** Awaits in a row that may go on without waiting. */
const SPREE = 1024

/**
 * asyncio's `Task`: what an async call gives back in profile `task`, and what `createTask` makes. A future that can be
 * cancelled: `cancel()` throws a CancelledError at the await where it stands. Not to be made with `new`.
 */
export const Task = function (this: Task, step: Step, a: unknown, b: unknown, c: unknown, d: unknown) {
  this.step = step
  this.at = 0
  this.handler = 0
  this.sent = void 0
  this.a = a
  this.b = b
  this.c = c
  this.d = d
  this._next = null
  this._state = PENDING
  this._value = void 0
  this._waiter = null
  this._awaits = null
  this._flags = 0
  this._foreign = null
  this._context = loop._context
} as unknown as TaskConstructor

/**
 * Starts the call: its step runs to the first await.
 *
 * The step comes in by itself too, so that an engine which inlines this into
 * the function that the user called sees which step it is.
 */
export function start(task: Task, step: Step): Task {
  const state = loop
  task._flags = STARTING
  if (tracking || state._depth >= NESTED) startElsewhere(task)
  else {
    state._depth++
    task.at = RUNNING
    try {
      const value = (step as (frame: Task, at: number) => unknown)(task, 0)
      state._depth--
      if (task.at === RUNNING) task._finish(value)
      else if (task.at === THROWN) drive(task, 0, true, task.sent)
    } catch (error) {
      state._depth--
      drive(task, 0, true, error)
    }
  }
  task._flags &= ~STARTING
  if (state._tasks !== null && task._state === PENDING) state._tasks.add(task)
  return task
}

/** Too deep on the stack: from the queue. Or somebody wants to know which task runs. */
function startElsewhere(task: Task): void {
  if (hasRoom(loop._depth)) drive(task, 0, false, void 0)
  else {
    task._flags = 0
    push(task)
  }
}

/** Runs the step to its next suspension, or to the end. */
export function drive(task: Task, at: number, failed: boolean, error: unknown): void {
  if (tracking) driveTracked(task, at, failed, error)
  else advance(task, at, failed, error)
}

/** The loop knows the task and its context meanwhile. */
function driveTracked(task: Task, at: number, failed: boolean, error: unknown): void {
  const state = loop
  const outer = state._context
  const outerTask = state._task
  state._context = task._context
  state._task = task
  advance(task, at, failed, error)
  state._task = outerTask
  task._context = state._context
  state._context = outer
}

function advance(task: Task, at: number, failed: boolean, error: unknown): void {
  const state = loop
  let value: unknown
  state._depth++
  for (;;) {
    task.at = RUNNING
    if (failed) {
      at = task.handler
      if (at === 0) break
      task.handler = 0
      task.sent = error
      failed = false
    }
    try {
      value = (task.step as (frame: Task, at: number) => unknown)(task, at)
      if (task.at !== THROWN) break
      error = task.sent
    } catch (thrown) {
      error = thrown
    }
    failed = true
  }
  if (failed) task._fail(error)
  else if (task.at < 0) task._finish(value)
  state._depth--
}

const methods = (Task.prototype = /* @__PURE__ */ beget(Future.prototype) as Task)

methods._name = ''

methods.raise = raise

methods.wait = function (value, at) {
  const state = loop
  let future: Future<unknown> | null = null
  let foreign = false
  if (value !== null && (typeof value === 'object' || typeof value === 'function')) {
    if (value instanceof Future) {
      future = value
      if (state._last === (future as Task) && (this._flags & 3) === 0 && hasRoom(state._depth)) {
        // It has just become ready: in place, without a trip through the queue.
        state._last = null
        ;(future as Task)._run()
      }
    } else if (isNative(value)) {
      const wait = this._foreign || (this._foreign = new ForeignWait(this))
      awaitNative(wait, value)
      return park(this, wait as unknown as Future<unknown>, at)
    } else {
      const then = thenOf(value)
      if (then !== null) {
        foreign = true
        future = adopt(value, then)
      }
    }
  }
  const goesOn = (this._flags & 3) === 0 && ++state._spree <= SPREE
  if (future === null) {
    this.sent = value
    if (goesOn) return false
    this.at = at
    push(this)
    return true
  }
  if (future._state === PENDING) {
    if (future === this || (future as Task)._awaits === this) throw new TypeError('A task cannot await itself.')
    enlist(future as Future<unknown>, this)
  } else if (foreign || !goesOn) {
    push(this)
  } else if (future._state === RESULT) {
    this.sent = future._value
    return false
  } else {
    seen(future as Future<unknown>)
    this.raise(future._value)
    return true
  }
  return park(this, future, at)
}

function park(task: Task, future: Future<unknown>, at: number): true {
  task.at = at
  task._awaits = future
  if (task._flags & MUST_CANCEL && future.cancel(task._value)) task._flags &= ~MUST_CANCEL
  return true
}

methods._reclaim = kept

/** Takes the value or the error of what was waited for, and goes on. */
methods._run = function () {
  const awaited = this._awaits
  let failed = false
  let error: unknown
  if (awaited !== null) {
    this._awaits = null
    if (awaited._state === RESULT) this.sent = awaited._value
    else {
      seen(awaited as Future<unknown>)
      failed = true
      error = awaited._value
    }
  }
  if (this._flags & MUST_CANCEL) {
    if (!staysWith(awaited)) {
      this._flags &= ~MUST_CANCEL
      if (!(error instanceof CancelledError)) error = new CancelledError(this._value)
      failed = true
    }
  }
  drive(this, this.at, failed, error)
}

/** Is this what the task gets, cancelled or not? Else it goes back to where it came from. */
function staysWith(awaited: Future<unknown> | null): boolean {
  if (awaited === null || awaited._reclaim === null || awaited._state === CANCELLED) return false
  return awaited._reclaim === kept || (awaited._state === RESULT && awaited._reclaim(awaited._value) === true)
}

methods._finish = function (value) {
  try {
    if (value !== null && (typeof value === 'object' || typeof value === 'function')) {
      // `return thenable`: one more await, in a state of its own.
      const then = value instanceof Future ? null : thenOf(value)
      if (value instanceof Future || then !== null) {
        this.step = sent
        this.handler = 0
        if (this.wait(then === null ? value : adopt(value, then), 0)) {
          if (this.at === THROWN) this._fail(this.sent)
          return
        }
        value = this.sent
      }
    }
  } catch (error) {
    this._fail(error)
    return
  }
  this.at = DONE
  if (this._flags & MUST_CANCEL && !passCancel(this)) {
    settle(this as Future<unknown>, CANCELLED, new CancelledError(this._value))
  } else settle(this as Future<unknown>, RESULT, value)
}

methods._fail = function (error) {
  this.at = DONE
  if (this._flags & MUST_CANCEL) passCancel(this)
  fail(this as Future<unknown>, error)
}

/** A call has ended before its next await: the cancel is for who awaits the call, at its own. */
function passCancel(task: Task): boolean {
  const waiter = task._waiter
  if (!(waiter instanceof Task) || waiter._next !== waiter || task.b === CREATED) return false
  cancelAtNextAwait(waiter, task._value)
  return true
}

/** A task that is ready, with a result that stays with it. */
export function cancelAtNextAwait(task: Task, reason: unknown): void {
  task._flags |= MUST_CANCEL
  task._value = reason
}

/**
 * One CancelledError at the await. What is awaited is cancelled first, and so
 * on inwards; in a loop, because tasks may be nested deeper than the stack.
 */
methods.cancel = function (reason) {
  if (this._state > PENDING) return false
  // eslint-disable-next-line @typescript-eslint/no-this-alias
  let task: Task = this
  let running: Task | null = null
  let met: Task | null = null
  let steps = 0
  for (;;) {
    task._flags += CANCELS
    const awaited = task._awaits
    if (task.step !== sent) running = task
    if (awaited !== null && awaited._state === PENDING) {
      if (awaited instanceof Task) {
        if (!isShared(awaited) && awaited !== met) {
          // In a circle of tasks the walk would have no end.
          if ((++steps & (steps - 1)) === 0) met = awaited
          task = awaited
          continue
        }
        leave(task, awaited)
      } else if (awaited.cancel(reason)) break
    } else if (awaited !== null && task.step === sent && awaited._reclaim === kept) {
      // All that was to be called has returned; only its result is on the way, to who still runs.
      if (running === null) return false
      task = running
    }
    cancelAtNextAwait(task, reason)
    break
  }
  return true
}

/**
 * A call that several wait for goes on until the last of them is cancelled.
 * Not so what `createTask` made: that is asyncio's, and ends with the first.
 */
export function isShared(future: Future<unknown>): boolean {
  return future._waiter !== null && future._waiter !== future._waiter._next && (future as Task).b !== CREATED
}

/** The tasks that a cancel of this one comes to, itself first. */
export function inwards(task: Task): Task[] {
  const tasks: Task[] = []
  let met: unknown = null
  let inner: unknown = task
  while (inner instanceof Task && inner._state === PENDING && inner !== met && (inner === task || !isShared(inner))) {
    tasks.push(inner)
    if ((tasks.length & (tasks.length - 1)) === 0) met = inner
    inner = inner._awaits
  }
  return tasks
}

/** In the second slot of the tasks that `createTask` makes. */
export const CREATED = {}

/** Takes a waiter out of those of what it awaits, to be told of its cancel. */
function leave(task: Task, awaited: Task): void {
  let before = awaited._waiter!
  while (before._next !== task) before = before._next!
  unlink(awaited as Future<unknown>, before, task)
  task._awaits = null
  push(task)
}

/** Takes one `cancel` back, in the calls that it went through as well; gives back how many are left. */
methods.uncancel = function () {
  // eslint-disable-next-line @typescript-eslint/no-this-alias
  let task: Task = this
  do {
    if (task._flags >= CANCELS) task._flags -= CANCELS
    if (task._flags < CANCELS) task._flags &= ~MUST_CANCEL
    task = task._awaits as Task
  } while (task instanceof Task && task._flags >= CANCELS && task.b !== CREATED)
  return this.cancelling()
}

methods.cancelling = function () {
  return Math.floor(this._flags / CANCELS)
}

methods.getName = function () {
  return this._name || (this._name = 'Task-' + ++named)
}

methods.setName = function (name) {
  this._name = String(name)
}

/** Tasks that were given a name because somebody asked for it. */
let named = 0

methods.setResult = methods.setException = function () {
  throw new TypeError('The result of a task is what its function returns.')
}

function sent(frame: Task): unknown {
  return frame.sent
}

;(methods as { _kept?: Task })._kept = keep(new Task(sent))
