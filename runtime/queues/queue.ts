import { asyncIteratorSymbol } from '../compat/symbols.js'
import { QueueEmpty, QueueFull, QueueShutDown } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { done, type Future } from '../core/future.js'
import { kept } from '../core/kept.js'
import { granted } from '../locks/hold.js'
import { WaitQueue } from '../locks/wait-queue.js'
import { iterate } from './iterate.js'

/**
 * Items on their way from producers to consumers: asyncio's `Queue`, first in
 * first out, with room for `maxsize` items (0 or less: any number).
 *
 * Law: an item is in the store, or it has been handed to one `get`. It goes
 * straight to the first who waits; who is cancelled then gives it back.
 */
export class Queue<T> {
  declare protected _store: Store<T>
  declare private _maxsize: number
  declare private _getters: WaitQueue<T>
  declare private _putters: WaitQueue<void>
  declare private _joiners: WaitQueue<void>
  /** Room that was given to a `put` which has not run yet. */
  declare private _reserved: number
  declare private _unfinished: number
  declare private _shut: boolean
  declare private _giveBack: (item: T) => void

  constructor(maxsize = 0, store: Store<T> = inOrder()) {
    if (typeof maxsize !== 'number' || maxsize !== maxsize) {
      throw new TypeError('The size of a Queue is a number, got ' + String(maxsize) + '.')
    }
    this._store = store
    this._maxsize = maxsize
    this._getters = new WaitQueue()
    this._putters = new WaitQueue()
    this._joiners = new WaitQueue()
    this._reserved = 0
    this._unfinished = 0
    this._shut = false
    this._giveBack = (item) => {
      if (!this._getters.wake(item)) this._store.restore(item)
    }
  }

  /** Puts an item in, as soon as there is room. */
  put(item: T): Future<void> {
    if (this._shut) return failed(shutDown()) as Future<void>
    if (this.full()) return this._putLater(item) as unknown as Future<void>
    this._add(item)
    // It is in: a cancel waits for the next await.
    return granted(void 0, kept)
  }

  /** Adds without waiting. QueueFull where there is no room, QueueShutDown after `shutdown`. */
  putNowait(item: T): void {
    if (this._shut) throw shutDown()
    if (this.full()) throw new QueueFull('The queue holds ' + this._maxsize + ' items, its most. Await put() instead.')
    this._add(item)
  }

  /** The next item, as soon as there is one. */
  get(): Future<T> {
    if (this._store.size() > 0) return granted(this._take(), this._giveBack)
    if (this._shut) return failed(shutDown()) as Future<T>
    return this._getters.park(this._giveBack)
  }

  /** Takes without waiting. QueueEmpty where there is nothing, QueueShutDown after `shutdown`. */
  getNowait(): T {
    if (this._store.size() > 0) return this._take()
    if (this._shut) throw shutDown()
    throw new QueueEmpty('The queue is empty. Await get() instead.')
  }

  /** How many items wait. */
  qsize(): number {
    return this._store.size()
  }

  /** How many there is room for; 0: no limit. */
  maxsize(): number {
    return this._maxsize
  }

  /** Nothing to take? */
  empty(): boolean {
    return this._store.size() === 0
  }

  /** No room for another? */
  full(): boolean {
    return this._maxsize > 0 && this._store.size() + this._reserved >= this._maxsize
  }

  /** Done when `taskDone` was called for every item that was put in. */
  join(): Future<void> {
    return this._unfinished === 0 ? done(void 0) : this._joiners.park()
  }

  /** One item that was taken is dealt with: what `join` waits for. RangeError when called more often than items were put. */
  taskDone(): void {
    if (this._unfinished === 0) {
      throw new RangeError('taskDone() was called more often than items were put in. Call it once for each get().')
    }
    if (--this._unfinished === 0) this._joiners.wakeAll(void 0)
  }

  /** From now on `put` fails, and `get` once nothing is left; `immediate`: at once, and the items are dropped. */
  shutdown(immediate = false): void {
    this._shut = true
    if (immediate) {
      while (this._store.size() > 0) {
        this._store.take()
        if (this._unfinished > 0) this._unfinished--
      }
      if (this._unfinished === 0) this._joiners.wakeAll(void 0)
    }
    if (this._store.size() === 0) while (this._getters.fail(shutDown()));
    while (this._putters.fail(shutDown()));
  }

  private async _putLater(item: T): Promise<void> {
    await this._putters.park(() => {
      this._reserved--
      this._makeRoom()
    })
    this._reserved--
    if (this._shut) throw shutDown()
    this._add(item)
    // It may have gone straight to a getter.
    this._makeRoom()
  }

  private _add(item: T): void {
    this._unfinished++
    if (!this._getters.wake(item)) this._store.add(item)
  }

  private _take(): T {
    const item = this._store.take()
    this._makeRoom()
    return item
  }

  private _makeRoom(): void {
    if (!this.full() && this._putters.wake()) this._reserved++
  }
}

;(Queue.prototype as unknown as Record<string, unknown>)[asyncIteratorSymbol] = function (this: Queue<unknown>) {
  return iterate(this)
}

export interface Queue<T> {
  /** The items as they come, until the queue is shut down. */
  [Symbol.asyncIterator](): AsyncIterator<T>
}

/** Where a queue keeps its items: what makes its order. */
export interface Store<T> {
  add(item: T): void
  take(): T
  /** Puts back what was taken last. */
  restore(item: T): void
  size(): number
}

function inOrder<T>(): Store<T> {
  let items: T[] = []
  let first = 0
  return {
    add(item) {
      items.push(item)
    },
    take() {
      const item = items[first]
      items[first++] = void 0 as T
      if (first > 32 && first * 2 > items.length) {
        items = items.slice(first)
        first = 0
      }
      return item
    },
    restore(item) {
      if (first > 0) items[--first] = item
      else items.unshift(item)
    },
    size: () => items.length - first,
  }
}

function shutDown(): Error {
  return new QueueShutDown('The queue is shut down.')
}
