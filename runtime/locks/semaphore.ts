/// <reference lib="esnext.disposable" preserve="true" />
import { disposeSymbol } from '../compat/symbols.js'
import type { Future } from '../core/future.js'
import { granted, hold } from './hold.js'
import { WaitQueue } from './wait-queue.js'

/**
 * A counter of permits: asyncio's `Semaphore`.
 *
 * Invariant: a permit is free only while nobody waits for it.
 */
export class Semaphore {
  declare private _free: number
  declare private _waiters: WaitQueue<Semaphore>
  declare private _reclaim: () => void
  declare private _most: number

  constructor(permits = 1, most = Infinity) {
    if (!(permits >= 0)) throw new RangeError('A Semaphore needs 0 or more permits, got ' + permits + '.')
    this._free = permits
    this._waiters = new WaitQueue()
    this._reclaim = () => this.release()
    this._most = most
  }

  /** True when `acquire()` would wait. */
  locked(): boolean {
    return this._free === 0
  }

  /** Takes a permit, or waits for one. */
  acquire(): Future<Semaphore> {
    if (this._free === 0) return this._waiters.park(this._reclaim)
    this._free--
    return granted(this as Semaphore, this._reclaim)
  }

  /** Gives a permit back: to who has waited longest, or for later. */
  release(): void {
    if (this._free >= this._most) {
      throw new RangeError(
        'This BoundedSemaphore has all of its ' + this._most + ' permits already. Release once for each acquire().',
      )
    }
    // Straight to the first waiter, so that a newcomer cannot overtake it.
    if (!this._waiters.wake(this)) this._free++
  }

  /** Calls `action` while holding a permit. */
  with<T>(action: () => T | PromiseLike<T>): Promise<T> {
    return hold(this, action)
  }
}

/** `using` releases it. */
export interface Semaphore extends Disposable {}
;(Semaphore.prototype as unknown as Record<string, unknown>)[disposeSymbol] = function (this: Semaphore) {
  this.release()
}

/** A Semaphore that refuses to get more permits back than it had. */
export class BoundedSemaphore extends Semaphore {
  constructor(permits = 1) {
    super(permits, permits)
  }
}
