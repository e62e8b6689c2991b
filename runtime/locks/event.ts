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

  isSet(): boolean {
    return this._set
  }

  /** Wakes all who wait now; a `clear` right after does not put them back. */
  set(): void {
    this._set = true
    this._waiters.wakeAll(true)
  }

  clear(): void {
    this._set = false
  }

  wait(): Future<true> {
    return this._set ? (done(true) as Future<true>) : this._waiters.park()
  }
}
