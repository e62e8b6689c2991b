import { BrokenBarrierError } from '../core/errors.js'
import { done, Future } from '../core/future.js'
import { failed } from '../core/finished.js'
import { WaitQueue } from './wait-queue.js'

/**
 * A place where tasks wait until a number of them has come: asyncio's `Barrier`.
 * The last to come releases all; then it is ready for the next.
 */
export class Barrier {
  declare private _parties: number
  declare private _waiters: WaitQueue<number>
  declare private _broken: boolean

  constructor(parties: number) {
    if (!(parties >= 1)) throw new RangeError('A Barrier needs 1 or more parties, got ' + parties + '.')
    this._parties = parties
    this._waiters = new WaitQueue()
    this._broken = false
  }

  /** Done with the place in the order of arrival, from 0, when all have come. */
  wait(): Future<number> {
    if (this._broken) return failed(broken('is broken. Call reset()')) as Future<number>
    if (this._waiters.length() < this._parties - 1) return this._waiters.park()
    for (let place = 0; this._waiters.wake(place); place++);
    return done(this._parties - 1)
  }

  /** Those who wait fail with BrokenBarrierError; it can be used again. */
  reset(): void {
    this._broken = false
    this._fail('was reset')
  }

  /** Those who wait, and who come from now on, fail with BrokenBarrierError. */
  abort(): void {
    this._broken = true
    this._fail('was aborted')
  }

  /** How many it takes to go on. */
  parties(): number {
    return this._parties
  }

  /** How many are there now. */
  nWaiting(): number {
    return this._waiters.length()
  }

  /** Was it aborted? */
  broken(): boolean {
    return this._broken
  }

  private _fail(why: string): void {
    while (this._waiters.fail(broken(why)));
  }
}

function broken(why: string): Error {
  return new BrokenBarrierError('The barrier ' + why + '.')
}
