import { done, Future } from '../core/future.js'
import { WaitQueue } from './wait-queue.js'

/** A flag that tasks can wait for: asyncio's `Event`. */
export class Event {
  declare private _set: boolean
  declare private _waiters: WaitQueue<true>

  constructor() {
    this._set = false
    this._waiters = new WaitQueue()
  }

  /** Was `set` called since the last `clear`? */
  isSet(): boolean {
    return this._set
  }

  /** Wakes all who wait now; a `clear` right after does not put them back. */
  set(): void {
    this._set = true
    this._waiters.wakeAll(true)
  }

  /** From now on `wait` waits again. */
  clear(): void {
    this._set = false
  }

  /** Done at once when it is set, else at the next `set`. */
  wait(): Future<true> {
    return this._set ? (done(true) as Future<true>) : this._waiters.park()
  }
}
