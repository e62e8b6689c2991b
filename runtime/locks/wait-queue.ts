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
  declare private _first: Waiter<T> | null
  declare private _last: Waiter<T> | null
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
    const turn = new Future<T>({ onCancel: () => this._leave(waiter), reclaim: reclaim! })
    const waiter: Waiter<T> = { turn, note, before: this._last, after: null }
    if (this._last === null) this._first = waiter
    else this._last.after = waiter
    this._last = waiter
    this._length++
    return turn
  }

  /** What the first waiter has noted; undefined when there is none. */
  note(): unknown {
    return this._first === null ? void 0 : this._first.note
  }

  /** Wakes the first waiter. False when there is none. */
  wake(value: T): boolean {
    const first = this._first
    if (first === null) return false
    this._leave(first)
    first.turn.setResult(value)
    return true
  }

  wakeAll(value: T): void {
    for (let left = this._length; left > 0; left--) this.wake(value)
  }

  /** Has the first waiter fail. False when there is none. */
  fail(error: unknown): boolean {
    const first = this._first
    if (first === null) return false
    this._leave(first)
    first.turn.setException(error)
    return true
  }

  private _leave({ before, after }: Waiter<T>): void {
    if (before === null) this._first = after
    else before.after = after
    if (after === null) this._last = before
    else after.before = before
    this._length--
  }
}

interface Waiter<T> {
  turn: Future<T>
  note: unknown
  before: Waiter<T> | null
  after: Waiter<T> | null
}
