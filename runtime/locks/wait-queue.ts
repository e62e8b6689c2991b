import { Future } from '../core/future.js'

/**
 * Tasks waiting for their turn, first come first served.
 *
 * Every primitive in this folder is a small condition plus one WaitQueue, so
 * the meeting of waiting and cancellation is written once, here: who is
 * cancelled while it waits leaves the queue; who is cancelled after its turn
 * has come, and before it ran, gives the turn back through `reclaim`.
 *
 * A list with two links, because a cancelled waiter leaves from the middle.
 */
export class WaitQueue<T = void> {
  declare private _first: Turn<T> | null
  declare private _last: Turn<T> | null
  declare private _length: number

  constructor() {
    this._first = this._last = null
    this._length = 0
  }

  length(): number {
    return this._length
  }

  /** Joins the queue. Await the result; cancelling it leaves the queue. */
  park(reclaim?: (value: T) => void, note?: unknown): Future<T> {
    const turn = new Future<T>() as Turn<T>
    turn._abort = leave
    turn._reclaim = reclaim || null
    turn._queue = this
    turn._note = note
    turn._before = this._last
    turn._after = null
    if (this._last === null) this._first = turn
    else this._last._after = turn
    this._last = turn
    this._length++
    return turn
  }

  /** What the first waiter has noted; undefined when there is none. */
  note(): unknown {
    return this._first === null ? void 0 : this._first._note
  }

  /** Wakes the first waiter. False when there is none. */
  wake(value: T): boolean {
    const first = this._first
    if (first === null) return false
    this._remove(first)
    first.setResult(value)
    return true
  }

  wakeAll(value: T): void {
    for (let left = this._length; left > 0; left--) this.wake(value)
  }

  /** Has the first waiter fail. False when there is none. */
  fail(error: unknown): boolean {
    const first = this._first
    if (first === null) return false
    this._remove(first)
    first.setException(error)
    return true
  }

  /** @internal */
  _remove({ _before, _after }: Turn<T>): void {
    if (_before === null) this._first = _after
    else _before._after = _after
    if (_after === null) this._last = _before
    else _after._before = _before
    this._length--
  }
}

/** What a waiter awaits: its place in the queue as well, so that one object does. */
interface Turn<T> extends Future<T> {
  _queue: WaitQueue<T>
  _note: unknown
  _before: Turn<T> | null
  _after: Turn<T> | null
}

/** A cancelled waiter leaves. */
function leave(this: Future<unknown>): void {
  const turn = this as Turn<unknown>
  turn._queue._remove(turn)
}
