import { RuntimeError } from '../core/errors.js'
import { listen, type Future } from '../core/future.js'
import { granted, hold } from './hold.js'
import { WaitQueue } from './wait-queue.js'

/** One side of an RwLock, used like a Lock. */
export interface Side {
  acquire(): Future<true>
  release(): void
  locked(): boolean
  with<T>(action: () => T | PromiseLike<T>): Promise<T>
}

/**
 * Many readers or one writer.
 *
 * First come first served: a reader does not overtake a writer who waits, so
 * that writers do not starve.
 */
export class RwLock {
  declare readonly reader: Side
  declare readonly writer: Side
  /** Readers count up; a writer is -1. */
  declare private _holders: number
  declare private _waiters: WaitQueue<true>

  constructor() {
    this._holders = 0
    this._waiters = new WaitQueue()
    this.reader = this._side(1, 'reader')
    this.writer = this._side(-1, 'writer')
  }

  private _side(kind: 1 | -1, name: string): Side {
    const release = () => {
      if (this._holders * kind <= 0) {
        throw new RuntimeError('This RwLock has no ' + name + ', so it cannot be released. Call acquire() first.')
      }
      this._holders -= kind
      this._admit()
    }
    const side: Side = {
      acquire: () => {
        if (this._waiters.length() === 0 && this._admits(kind)) {
          this._holders += kind
          return granted(true, release)
        }
        const turn = this._waiters.park(release, kind)
        listen(turn, () => {
          // A writer that gives up may have held up readers.
          if (turn.cancelled()) this._admit()
        })
        return turn
      },
      release,
      locked: () => this._holders * kind > 0,
      with: (action) => hold(side, action),
    }
    return side
  }

  private _admits(kind: number): boolean {
    return kind > 0 ? this._holders >= 0 : this._holders === 0
  }

  private _admit(): void {
    for (;;) {
      const kind = this._waiters.note() as number | undefined
      if (kind === void 0 || !this._admits(kind)) return
      this._holders += kind
      this._waiters.wake(true)
    }
  }
}
