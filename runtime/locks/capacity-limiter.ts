import { RuntimeError } from '../core/errors.js'
import type { Future } from '../core/future.js'
import { granted, hold } from './hold.js'
import { WaitQueue } from './wait-queue.js'

/** How much may go on at once, to be changed while it does: trio's `CapacityLimiter`. */
export class CapacityLimiter {
  declare private _total: number
  declare private _borrowed: number
  declare private _waiters: WaitQueue<true>
  declare private _reclaim: () => void

  constructor(total: number) {
    this._borrowed = 0
    this._waiters = new WaitQueue()
    this._reclaim = () => this.release()
    this._total = valid(total)
  }

  /** Borrows one, or waits for one. */
  acquire(): Future<true> {
    if (this._borrowed >= this._total) return this._waiters.park(this._reclaim)
    this._borrowed++
    return granted(true, this._reclaim)
  }

  /** Gives one back. RuntimeError when none is lent. */
  release(): void {
    if (this._borrowed === 0) {
      throw new RuntimeError('This CapacityLimiter has lent nothing, so nothing can be released. Call acquire() first.')
    }
    this._borrowed--
    this._admit()
  }

  with<T>(action: () => T | PromiseLike<T>): Promise<T> {
    return hold(this, action)
  }

  /** How many there are. */
  total(): number {
    return this._total
  }

  /** Those who hold more than that go on; nobody comes in until they are fewer. */
  setTotal(total: number): void {
    this._total = valid(total)
    this._admit()
  }

  /** How many are out. */
  borrowed(): number {
    return this._borrowed
  }

  /** How many are left. */
  available(): number {
    return Math.max(0, this._total - this._borrowed)
  }

  private _admit(): void {
    while (this._borrowed < this._total && this._waiters.wake(true)) this._borrowed++
  }
}

function valid(total: number): number {
  if (!(total >= 1)) throw new RangeError('A CapacityLimiter needs a total of 1 or more, got ' + total + '.')
  return total
}
