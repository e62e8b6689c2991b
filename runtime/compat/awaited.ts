import { CancelledError } from '../core/errors.js'
import { attend, done, fail, follow, Future, seen, settle } from '../core/future.js'
import type { Runnable } from '../core/ready.js'
import { enter, loop } from '../core/running.js'
import { CANCELLED, PENDING, RESULT } from '../core/states.js'
import { isShared } from '../core/task.js'
import { aggregate } from './aggregate.js'
import { iterate } from './iteration.js'

/**
 * Promises that only the `await` around them can see, in profile `task`:
 * `await new Promise(…)`, `await Promise.all(…)` and their like.
 *
 * Nobody can tell a future from a promise there. So none of the engine's is
 * made, nor one for each member; and a cancel of the task that waits goes on to
 * the calls that nobody else waits for.
 *
 * Law: as promises they are never done in the turn they are made in.
 */
type Settle = (value?: unknown) => void

/** `await new Promise(executor)` */
export function awaitedPromise(executor: (resolve: Settle, reject: Settle) => unknown): Future<unknown> {
  if (typeof executor !== 'function') {
    throw new TypeError('Promise resolver ' + typeof executor + ' is not a function')
  }
  const future = new Future<unknown>()
  const state = loop
  let open = true
  const once =
    (end: (future: Future<unknown>, value: unknown) => void): Settle =>
    (value) => {
      if (open && future._state === PENDING) {
        // Whoever calls: what waits is ready in the loop it waits in.
        const before = enter(state)
        end(future, value)
        enter(before)
      }
      open = false
    }
  const reject = once(fail)
  try {
    executor(once(resolve), reject)
  } catch (error) {
    reject(error)
  }
  return later(future)
}

function resolve(future: Future<unknown>, value: unknown): void {
  try {
    follow(future, value)
  } catch (error) {
    fail(future, error)
  }
}

/** `await Promise.all(members)` */
export function awaitedAll(members: unknown): Future<unknown> {
  return together(
    members,
    (whole, state, value, i) => {
      if (state === RESULT) whole.values[i] = value
      else fail(whole.future, value)
    },
    (whole) => settle(whole.future, RESULT, whole.values),
  )
}

/** `await Promise.allSettled(members)` */
export function awaitedAllSettled(members: unknown): Future<unknown> {
  return together(
    members,
    (whole, state, value, i) => {
      whole.values[i] = state === RESULT ? { status: 'fulfilled', value } : { status: 'rejected', reason: value }
    },
    (whole) => settle(whole.future, RESULT, whole.values),
  )
}

/** `await Promise.any(members)` */
export function awaitedAny(members: unknown): Future<unknown> {
  return together(
    members,
    (whole, state, value, i) => {
      if (state === RESULT) settle(whole.future, RESULT, value)
      else whole.values[i] = value
    },
    (whole) => fail(whole.future, aggregate(whole.values)),
  )
}

/** `await Promise.race(members)` */
export function awaitedRace(members: unknown): Future<unknown> {
  return together(
    members,
    (whole, state, value) => {
      if (state === RESULT) settle(whole.future, RESULT, value)
      else fail(whole.future, value)
    },
    () => {},
  )
}

/** What is awaited, and what its members have given so far. */
interface Whole {
  future: Future<unknown>
  /** The result; in the place of a member that has not ended stands its waiter. */
  values: unknown[]
  left: number
  /** Set by a cancel from outside: members that end by it are no news. */
  cancelled: { reason: unknown } | null
  onEnd: OnEnd
  atLast: (whole: Whole) => void
}

type OnEnd = (whole: Whole, state: number, value: unknown, index: number) => void

/** The waiter on one of the members. */
class Member implements Runnable {
  declare _next: Runnable | null
  declare _future: Future<unknown>
  declare _whole: Whole
  /** -1: what comes of it is nobody's business any more. */
  declare _index: number

  constructor(future: Future<unknown>, whole: Whole, index: number) {
    this._next = null
    this._future = future
    this._whole = whole
    this._index = index
  }

  _run(): void {
    const whole = this._whole
    const future = this._future
    seen(future)
    if (this._index < 0 || whole.future._state !== PENDING) return
    whole.left--
    if (whole.cancelled === null || future._state !== CANCELLED) {
      whole.onEnd(whole, future._state, future._value, this._index)
    }
    if (whole.left === 0) finish(whole)
  }
}

function together(members: unknown, onEnd: OnEnd, atLast: (whole: Whole) => void): Future<unknown> {
  const values: unknown[] = []
  const whole: Whole = {
    future: new Future<unknown>({
      onCancel: (reason) => cancelMembers(whole, reason),
      // What they have given reaches who waits, and the cancel after it.
      reclaim: () => true,
    }),
    values,
    left: 0,
    cancelled: null,
    onEnd,
    atLast,
  }
  const iteration = iterate(members)
  while (iteration.step()) {
    const member = new Member(futureOf(iteration.value), whole, whole.left++)
    values.push(member)
    attend(member._future, member)
  }
  if (whole.left === 0) finish(whole)
  return later(whole.future)
}

function futureOf(value: unknown): Future<unknown> {
  if (value instanceof Future) return value
  try {
    return done(value)
  } catch (error) {
    const failed = new Future<unknown>()
    fail(failed, error)
    return failed
  }
}

function finish(whole: Whole): void {
  const { future, cancelled } = whole
  if (future._state !== PENDING) return
  if (cancelled !== null) settle(future, CANCELLED, new CancelledError(cancelled.reason))
  else whole.atLast(whole)
}

/** To the members that nobody else waits for; the others are left alone. True when it has to wait for some. */
function cancelMembers(whole: Whole, reason: unknown): boolean {
  const left: Member[] = []
  for (let i = 0; i < whole.values.length; i++) {
    const member = whole.values[i]
    if (!(member instanceof Member) || member._whole !== whole) continue
    if (member._future._state === PENDING && isOurs(member._future, whole)) left.push(member)
    else member._index = -1
  }
  whole.cancelled = { reason }
  whole.left = left.length
  for (let i = 0; i < left.length; i++) left[i]._future.cancel(reason)
  return left.length > 0
}

/** Does nobody else wait for it? A list may name it twice. What `createTask` made is cancelled in any case. */
function isOurs(future: Future<unknown>, whole: Whole): boolean {
  const last = future._waiter
  let it: Runnable | null = last
  if (!isShared(future)) return true
  do {
    it = it!._next
    if (!(it instanceof Member) || it._whole !== whole) return false
  } while (it !== last)
  return true
}

/** What is done already is so in the next turn only. */
function later(future: Future<unknown>): Future<unknown> {
  return future._state === PENDING ? future : future.then()
}
