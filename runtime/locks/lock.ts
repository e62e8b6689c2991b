/// <reference lib="esnext.disposable" preserve="true" />
import { disposeSymbol } from '../compat/symbols.js'
import { RuntimeError } from '../core/errors.js'
import type { Future } from '../core/future.js'
import { granted, hold } from './hold.js'
import { WaitQueue } from './wait-queue.js'

/**
 * One holder at a time: asyncio's `Lock`.
 *
 * Invariant: the lock is free only while nobody waits for it. It is handed
 * straight to the first waiter, so that a newcomer cannot overtake.
 */
export class Lock {
  declare private _held: boolean
  declare private _waiters: WaitQueue<Lock>
  declare private _reclaim: () => void

  constructor() {
    this._held = false
    this._waiters = new WaitQueue()
    this._reclaim = () => this.release()
  }

  /** Does somebody hold it? */
  locked(): boolean {
    return this._held
  }

  /** Done with the lock itself, so that `using held = await lock.acquire()` releases it. */
  acquire(): Future<Lock> {
    if (this._held) return this._waiters.park(this._reclaim)
    this._held = true
    return granted(this as Lock, this._reclaim)
  }

  /** Hands it to who has waited longest. RuntimeError when nobody holds it. */
  release(): void {
    if (!this._held) throw new RuntimeError('This Lock is not held, so it cannot be released. Call acquire() first.')
    if (!this._waiters.wake(this)) this._held = false
  }

  /** Calls `action` while holding the lock. */
  with<T>(action: () => T | PromiseLike<T>): Promise<T> {
    return hold(this, action)
  }
}

/** `using` releases it. */
export interface Lock extends Disposable {}
;(Lock.prototype as unknown as Record<string, unknown>)[disposeSymbol] = function (this: Lock) {
  this.release()
}
