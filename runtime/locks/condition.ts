import { CancelledError, RuntimeError } from '../core/errors.js'
import { Future, listen, settle } from '../core/future.js'
import { CANCELLED, RESULT } from '../core/states.js'
import { hold } from './hold.js'
import { Lock } from './lock.js'
import { WaitQueue } from './wait-queue.js'

/**
 * To wait under a lock until somebody who holds it notifies: asyncio's `Condition`.
 *
 * Law: whoever comes back from `wait`, by a result or by an error, holds the lock.
 */
export class Condition {
  declare private _lock: Lock
  declare private _waiters: WaitQueue<boolean>

  constructor(lock = new Lock()) {
    this._lock = lock
    this._waiters = new WaitQueue()
  }

  /** Takes the lock of the condition. */
  acquire(): Future<Lock> {
    return this._lock.acquire()
  }

  /** Gives the lock back. */
  release(): void {
    this._lock.release()
  }

  /** Does somebody hold the lock? */
  locked(): boolean {
    return this._lock.locked()
  }

  with<T>(action: () => T | PromiseLike<T>): Promise<T> {
    return hold(this._lock, action)
  }

  /** Releases the lock, waits to be notified, and takes the lock again. */
  wait(): Future<true> {
    mustHold(this._lock, 'wait')
    let cancelled: { error: unknown } | null = null
    const turn = this._waiters.park()
    const result = new Future<true>({
      onCancel: (reason) => {
        // Once it is notified it waits for the lock only: that is not given up.
        if (!turn.done()) turn.cancel(reason)
        else if (turn._state === RESULT && cancelled === null) {
          this._waiters.wake(true)
          cancelled = { error: new CancelledError(reason) }
        }
        return true
      },
      // Notified, but never to know: another one is, in its place.
      reclaim: () => {
        this._waiters.wake(true)
      },
    })
    this._lock.release()
    listen(turn, () => {
      if (turn._state === CANCELLED && cancelled === null) cancelled = { error: turn._value }
      listen(this._lock.acquire(), () => {
        if (cancelled === null) settle(result as Future<unknown>, RESULT, true)
        else settle(result as Future<unknown>, CANCELLED, cancelled.error)
      })
    })
    return result
  }

  /** Waits until `holds()` is true; gives back what it gave. */
  async waitFor<T>(holds: () => T): Promise<T> {
    for (;;) {
      const value = holds()
      if (value) return value
      await this.wait()
    }
  }

  /** Wakes up to `count` waiters. They go on when they get the lock. */
  notify(count = 1): void {
    mustHold(this._lock, 'notify')
    for (; count > 0 && this._waiters.wake(true); count--);
  }

  /** Wakes everybody who waits; the lock must be held. */
  notifyAll(): void {
    this.notify(this._waiters.length())
  }
}

function mustHold(lock: Lock, name: string): void {
  if (!lock.locked()) throw new RuntimeError(name + '() needs the lock of its Condition. Call it inside with().')
}
