/// <reference lib="esnext.disposable" preserve="true" />
import { taskSet } from '../core/all-tasks.js'
import type { Context } from '../core/context.js'
import { SCOPE } from '../core/context-keys.js'
import { RuntimeError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { adopt, done, Future, listen, seen, settle, thenOf } from '../core/future.js'
import { kept } from '../core/kept.js'
import { loop, tracking, type TaskSet } from '../core/running.js'
import { FAILED, SEEN } from '../core/states.js'
import { Task } from '../core/task.js'
import type { Timer } from '../core/timers.js'
import { onBehalf } from './awaited-by.js'
import { thenCancel, type Cancel } from './late-cancel.js'
import { deliver, delivering } from './level-cancel.js'
import { enterBlock, holdable, type Block } from './scope-block.js'
import { ENDED, FRESH, OPEN } from './scope-states.js'

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
  let late: Cancel | null = null
  const result = new Future<R>({
    onCancel(reason) {
      // It has ended, and its result is on the way: the cancel waits for the next await.
      if (isOver(scope)) late = delivering === null ? { reason } : null
      else {
        if (delivering === null || !scope._cancelled) outside = true
        work.cancel(reason)
        tell(scope, reason)
      }
      return true
    },
    reclaim: kept,
  })
  const handle = listen(work, () => {
    close(scope)
    thenCancel(result as Future<unknown>, late, () => exit(result, work, outside))
  })
  onBehalf(handle, result as Future<unknown>)
  return result
}

/** All work has ended: a cancel comes too late. */
export function isOver(scope: CancelScope): boolean {
  return scope._work.pending().length === 0
}

/** Ends as the work has ended. */
export function settleAs<T>(result: Future<T>, work: Future<T>): void {
  const state = seen(work as Future<unknown>)
  settle(result as Future<unknown>, state === SEEN ? FAILED : state, work._value)
}

/** A cancel from outside: the scope's own, or, when that has happened, one more that no cleanup holds up. */
export function cancelFromOutside(scope: CancelScope, reason: unknown): void {
  if (scope.cancel(reason) || delivering !== null) return
  const work = scope._work.pending()
  for (let i = 0; i < work.length; i++) work[i].cancel(reason)
}
