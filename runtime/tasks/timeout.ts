import { RuntimeError, TimeoutError } from '../core/errors.js'
import { Future, settle } from '../core/future.js'
import { loop } from '../core/running.js'
import { FAILED, RESULT } from '../core/states.js'
import { callSoon } from '../core/handle.js'
import { callAt } from '../core/timers.js'
import { begin, CancelScope, enclose, include, isOver, open, settleAs, type ScopeOptions } from './cancel-scope.js'
import { ensureFuture, type Work } from './create-task.js'
import { OPEN } from './scope-states.js'

/** A scope with a deadline, as the body of `timeout` and `moveOnAfter` gets it. */
export class Timeout extends CancelScope {
  declare _when: number | null
  declare _alarm: { cancel(): void } | null
  declare _expired: boolean

  constructor(when: number | null, options?: ScopeOptions) {
    super(options)
    this._when = when
    this._alarm = null
    this._expired = false
    arm(this)
  }

  /** The deadline on the loop's clock; null: none. */
  when(): number | null {
    return this._when
  }

  /** Has the deadline passed before the end? */
  expired(): boolean {
    return this._expired
  }

  /** @internal The deadline has passed. */
  _expire(): void {
    // The end is on its way: it came in time.
    if (this._state === OPEN && isOver(this)) return
    this._expired = this.cancel('timeout') || this._expired
  }

  /** @internal */
  override _hold(body: Future<unknown>): Future<unknown> {
    return within<unknown, unknown>(this, body, fails)
  }

  reschedule(when: number | null): void {
    if (this._expired) throw new RuntimeError('This timeout has expired already, so it cannot be rescheduled.')
    if (this._state > OPEN) throw new RuntimeError('This timeout is over, so it cannot be rescheduled.')
    this._when = when
    disarm(this)
    arm(this)
  }
}

export type TimedBody<T> = ((scope: Timeout) => T | PromiseLike<T>) | PromiseLike<T>

/**
 * Runs `body` with a deadline, `delay` milliseconds from now. When it passes,
 * the body is cancelled, and once its `finally` blocks are through, this fails
 * with TimeoutError. An error of the body's own wins; so does a cancel from
 * outside. `null` is no deadline.
 */
export function timeout<T>(delay: number | null, body: TimedBody<T>, options?: ScopeOptions): Future<T> {
  return timeoutAt(from(delay), body, options)
}

/** The same with a time of the loop's clock. */
export function timeoutAt<T>(when: number | null, body: TimedBody<T>, options?: ScopeOptions): Future<T> {
  const scope = new Timeout(when, options)
  return within(scope, start(scope, body), fails)
}

/** The same, but when the deadline passes the result is `fallback`, and no error. */
export function moveOnAfter<T, F = undefined>(
  delay: number | null,
  body: TimedBody<T>,
  fallback?: F,
  options?: ScopeOptions,
): Future<T | F> {
  const scope = new Timeout(from(delay), options)
  return within<T, T | F>(scope, start(scope, body), (result) => settle(result as Future<unknown>, RESULT, fallback))
}

/** asyncio's `wait_for`. Without any time left the work is not even started. */
export function waitFor<T>(work: Work<T>, delay: number | null): Future<T> {
  if (work instanceof Future && work.done()) return work as Future<T>
  const when = from(delay)
  const scope = new Timeout(null)
  const task = ensureFuture(work)
  open(scope)
  include(scope, task)
  if (delay !== null && delay <= 0) expire(scope)
  else if (when !== null) scope.reschedule(when)
  return within(scope, task, fails)
}

function from(delay: number | null): number | null {
  if (delay !== delay) throw new TypeError('A deadline is a number of milliseconds or null, got NaN.')
  return delay === null ? null : loop._host.now() + (delay > 0 ? delay : 0)
}

function start<T>(scope: Timeout, body: TimedBody<T>): Future<T> {
  open(scope)
  return begin(scope, () => (typeof body === 'function' ? body(scope) : body))
}

function within<T, R>(scope: Timeout, work: Future<T>, late: (result: Future<R>, work: Future<T>) => void): Future<R> {
  return enclose<T, R>(scope, work, (result, work, outside) => {
    disarm(scope)
    if (scope._expired && !outside && work.cancelled()) late(result, work)
    else settleAs(result as Future<unknown>, work as Future<unknown>)
  })
}

function fails<R, T>(result: Future<R>, work: Future<T>): void {
  const error = new TimeoutError('The time is up.') as Error & { cause: unknown }
  error.cause = work._value
  settle(result as Future<unknown>, FAILED, error)
}

function arm(scope: Timeout): void {
  const when = scope._when
  // What is due already comes before anything that becomes ready from now on.
  if (when !== null) scope._alarm = when <= loop._host.now() ? callSoon(expire, scope) : callAt(when, expire, scope)
}

function disarm(scope: Timeout): void {
  if (scope._alarm !== null) scope._alarm.cancel()
  scope._alarm = null
}

function expire(scope: Timeout): void {
  scope._expire()
}
