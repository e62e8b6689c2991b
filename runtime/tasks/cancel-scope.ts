/// <reference lib="esnext.disposable" preserve="true" />
import { taskSet } from '../core/all-tasks.js'
import type { Context } from '../core/context.js'
import { SCOPE } from '../core/context-keys.js'
import { CancelledError, RuntimeError } from '../core/errors.js'
import { adopt, done, Future, listen, seen, settle, thenOf } from '../core/future.js'
import { failed } from '../core/finished.js'
import { callSoon } from '../core/handle.js'
import { loop, tracking, type TaskSet } from '../core/running.js'
import { CANCELLED, FAILED, PENDING, SEEN } from '../core/states.js'
import { inwards, Task } from '../core/task.js'
import { callLater, type Timer } from '../core/timers.js'
import { onBehalf } from './awaited-by.js'
import { enterBlock, holdable, type Block } from './scope-block.js'

/**
 * Work that is cancelled as one: what stands behind `timeout` and `taskGroup`.
 *
 * Law: once a scope is cancelled, each await inside it throws, again and again,
 * until the scope ends. An absorbed cancel is therefore never lost.
 *
 * Cleanup is let through: awaits in the `catch` or `finally` that a cancel has
 * led into work, until the grace period of the scope is over.
 */
export class CancelScope {
  /** Milliseconds that cleanup may take. */
  declare grace: number
  declare _work: TaskSet<Future<unknown>>
  declare _state: number
  declare _cancelled: boolean
  declare _hard: boolean
  declare _reason: unknown
  declare _timer: Timer | null
  /** Told once when the scope is cancelled. */
  declare _onCancel: ((reason: unknown) => void)[]
  /** Stops listening to a signal. */
  declare _unlink: (() => void) | null
  /** Of `await using`: the rest of the block, and how it ends. */
  declare _block: Block | null
  declare _result: Future<unknown> | null

  constructor(options?: ScopeOptions) {
    this.grace = options && options.grace !== void 0 ? options.grace : 5000
    this._work = taskSet()
    this._state = FRESH
    this._cancelled = this._hard = false
    this._reason = void 0
    this._timer = null
    this._onCancel = []
    this._block = this._result = null
    const signal = options && options.signal
    this._unlink = signal ? onAbort(signal, (reason) => this.cancel(reason)) : null
  }

  /** Calls `body(scope)` at once. What it gives back ends as the body ends. */
  run<T>(body: (scope: CancelScope) => T | PromiseLike<T>): Future<T> {
    open(this)
    return enclose(
      this,
      begin(this, () => body(this)),
      settleAs,
    )
  }

  /** False when the scope has ended or was cancelled before. */
  cancel(reason?: unknown): boolean {
    if (this._cancelled || this._state === ENDED) return false
    this._cancelled = true
    this._reason = reason
    if (this._state === OPEN) deliver(this)
    tell(this, reason)
    return true
  }

  /** Was `cancel` called? */
  cancelled(): boolean {
    return this._cancelled
  }

  /** @internal */
  _enter(frame: unknown): void {
    const block = enterBlock(this, frame)
    open(this)
    this._block = block
    include(this, block.body)
    this._result = this._hold(block.body)
  }

  /** @internal */
  _leave(failed: boolean, error: unknown): Future<unknown> {
    return this._block!.leave(this._result!, failed, error)
  }

  /** @internal */
  _hold(body: Future<unknown>): Future<unknown> {
    return enclose(this, body, settleAs)
  }
}

holdable(CancelScope.prototype)

/** The rest of a block that it is held open in. */
export interface CancelScope extends AsyncDisposable {}

/** What `timeout`, `taskGroup` and the other scopes take as their last argument. */
export interface ScopeOptions {
  /** Milliseconds that cleanup may take; 5,000 if nothing is said. */
  grace?: number
  /** Its abort is a cancel of the scope. */
  signal?: Signal
}

/** As much of an AbortSignal as is needed to listen to one. */
export interface Signal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `action(reason)` when the signal is aborted. Gives back how to stop listening. */
export function onAbort(signal: Signal, action: (reason: unknown) => void): () => void {
  function aborted(): void {
    action(signal.reason)
  }
  if (signal.aborted) aborted()
  else signal.addEventListener('abort', aborted)
  return () => signal.removeEventListener('abort', aborted)
}

const FRESH = 0
const OPEN = 1
const ENDED = 2

export function open(scope: CancelScope): void {
  if (scope._state !== FRESH) throw new RuntimeError('A scope runs once. Make a new one for each run.')
  scope._state = OPEN
}

/** Nothing inside runs any more: awaits are themselves again. */
export function close(scope: CancelScope): void {
  scope._state = ENDED
  scope._onCancel = []
  if (scope._timer !== null) scope._timer.cancel()
  if (scope._unlink !== null) scope._unlink()
}

function tell(scope: CancelScope, reason: unknown): void {
  const told = scope._onCancel
  scope._onCancel = []
  for (let i = 0; i < told.length; i++) told[i](reason)
}

/** Calls `body` now, as work of the scope. */
export function begin<T>(scope: CancelScope, body: () => T | PromiseLike<T>): Future<T> {
  const outer = loop._context
  let work: Future<T>
  if (tracking) loop._context = { variable: SCOPE, value: scope, before: outer } as unknown as Context
  try {
    const value = body()
    const then = value instanceof Future ? null : thenOf(value)
    work = (value instanceof Future ? value : then === null ? done(value) : adopt(value as object, then)) as Future<T>
  } catch (error) {
    work = failed(error) as Future<T>
  }
  if (tracking) loop._context = outer
  include(scope, work)
  return work
}

/** From now on a cancel of the scope is one of this work, too. */
export function include(scope: CancelScope, work: Future<unknown>): void {
  scope._work.add(work)
  if (tracking && work instanceof Task && work.at === 0) {
    work._context = { variable: SCOPE, value: scope, before: work._context } as unknown as Context
  }
  if (scope._cancelled) deliver(scope)
}

/**
 * The future of a scope with one piece of work: `exit` settles it as soon as
 * the work has ended. A cancel of it is a cancel of the work.
 */
export function enclose<T, R>(
  scope: CancelScope,
  work: Future<T>,
  exit: (result: Future<R>, work: Future<T>, outside: boolean) => void,
): Future<R> {
  let outside = false
  let late = false
  const result = new Future<R>({
    onCancel(reason) {
      // It has ended, and its result is on the way: the cancel waits for the next await.
      if (isOver(scope)) late = delivering === null
      else {
        if (delivering === null || !scope._cancelled) outside = true
        work.cancel(reason)
        tell(scope, reason)
      }
      return true
    },
    reclaim: isKept,
  })
  const handle = listen(work, () => {
    close(scope)
    const again = late ? awaiters(result as Future<unknown>) : NOBODY
    exit(result, work, outside)
    cancelNext(again)
  })
  onBehalf(handle, result as Future<unknown>)
  return result
}

/** All work has ended: a cancel comes too late. */
export function isOver(scope: CancelScope): boolean {
  return scope._work.pending().length === 0
}

/** For results that come from finished work: they are never taken back. */
export function isKept(): true {
  return true
}

/** Ends as the work has ended. */
export function settleAs<T>(result: Future<T>, work: Future<T>): void {
  const state = seen(work as Future<unknown>)
  settle(result as Future<unknown>, state === SEEN ? FAILED : state, work._value)
}

export function settleCancelled(result: Future<unknown>, reason: unknown): void {
  settle(result, CANCELLED, new CancelledError(reason))
}

/** The tasks that wait for a future, from the innermost out, as long as each is the only one. */
function awaiters(future: Future<unknown>): Task[] {
  const chain: Task[] = []
  for (let waiter = future._waiter; waiter instanceof Task; waiter = waiter._waiter) chain.push(waiter)
  return chain
}

const NOBODY: Task[] = []

/** Ends `result`; the cancel that came too late for it comes at the next await of who waits, if there was one. */
export function settleThenCancel(
  result: Future<unknown>,
  state: number,
  value: unknown,
  late: { reason: unknown } | null,
): void {
  const again = late === null ? NOBODY : awaiters(result)
  settle(result, state, value)
  cancelNext(again, late && late.reason)
}

/** A cancel that was told already and did not take place: the innermost that still runs is cancelled at its next await. */
function cancelNext(chain: Task[], reason?: unknown): void {
  if (chain.length === 0) return
  callSoon(() => {
    for (let i = 0; i < chain.length; i++) {
      if (chain[i]._state === PENDING) {
        chain[i].cancel(reason)
        chain[i].uncancel()
        break
      }
    }
  })
}

/** A cancel from outside: the scope's own, or, when that has happened, one more that no cleanup holds up. */
export function cancelFromOutside(scope: CancelScope, reason: unknown): void {
  if (scope.cancel(reason) || delivering !== null) return
  const work = scope._work.pending()
  for (let i = 0; i < work.length; i++) work[i].cancel(reason)
}

/** The scope whose cancel is on its way inwards just now. */
let delivering: CancelScope | null = null

function deliver(scope: CancelScope): void {
  const outer = delivering
  const work = scope._work.pending()
  delivering = scope
  try {
    for (let i = 0; i < work.length; i++) work[i].cancel(scope._reason)
  } finally {
    delivering = outer
  }
  if (scope._timer === null && work.length > 0 && scope.grace < Infinity) {
    scope._timer = callLater(scope.grace, () => {
      scope._hard = true
      deliver(scope)
    })
  }
}

/** That a task was reached by the cancel of a scope. */
interface Mark {
  scope: CancelScope
  /** What it waited for then. Cancelled, it has thrown the cancel into the task. */
  awaited: { _state: number } | null
  /** The cancel was, or is just about to be, thrown into the task. */
  thrown: boolean
  /** The handler the task had then: where a throw has led it. */
  handler: number
  /** How many of the task's cancels are the scope's. */
  cancels: number
  next: Mark | null
}

interface Marked extends Task {
  _mark?: Mark | null
}

const cancel = Task.prototype.cancel

// A cancel goes inwards along the awaits; so the tasks are known that have to throw again. It hooks in
// from here, so that programs without scopes carry nothing of it.
Task.prototype.cancel = function (reason) {
  if (delivering !== null) {
    const reached = inwards(this)
    for (let i = 0; i < reached.length; i++) mark(reached[i], delivering).cancels++
  }
  return cancel.call(this, reason)
}

function mark(task: Marked, scope: CancelScope): Mark {
  const awaited = task._awaits
  let known = task._mark || null
  while (known !== null && known.scope !== scope) known = known.next
  if (known === null) {
    known = { scope, awaited: null, thrown: false, handler: 0, cancels: 0, next: task._mark || null }
    task._mark = known
    task.wait = waitAgain
  }
  known.awaited = awaited
  known.thrown = awaited === null ? task.at >= 0 : awaited._state !== PENDING
  known.handler = task.handler
  return known
}

/** The frame leaves the scope: it has nothing to do with its cancels any more. */
export function release(task: Marked, scope: CancelScope): void {
  let before: Mark | null = null
  for (let it = task._mark || null; it !== null; it = it.next) {
    if (it.scope === scope) {
      if (before === null) task._mark = it.next
      else before.next = it.next
      for (let left = it.cancels; left > 0; left--) task.uncancel()
    } else before = it
  }
}

/** `wait` of a task that the cancel of a scope has reached. */
function waitAgain(this: Marked, value: unknown, at: number): boolean {
  let scope: CancelScope | null = null
  let before: Mark | null = null
  for (let it = this._mark || null; it !== null; it = it.next) {
    if (it.scope._state === ENDED) {
      if (before === null) this._mark = it.next
      else before.next = it.next
    } else {
      before = it
      if (it.scope._hard || !cleans(this, it, at)) scope = it.scope
    }
  }
  const suspended = Task.prototype.wait.call(this, value, at)
  if (scope === null) return suspended
  if (!suspended) {
    if (value instanceof Future && value._reclaim && value._reclaim(this.sent) === true) return false
    mark(this, scope)
    throw new CancelledError(scope._reason)
  }
  const outer = delivering
  delivering = scope
  try {
    this.cancel(scope._reason)
  } finally {
    delivering = outer
  }
  return true
}

/**
 * Is the task in the handler that the cancel has led it into? It has left it
 * when it awaits something that stands before that handler, or under it once more.
 */
function cleans(task: Task, mark: Mark, at: number): boolean {
  if (mark.awaited !== null && mark.awaited._state === CANCELLED) mark.thrown = true
  if (mark.thrown && at > 0 && (at < mark.handler || task.handler === mark.handler)) {
    mark.thrown = false
    mark.awaited = null
  }
  return mark.thrown
}
