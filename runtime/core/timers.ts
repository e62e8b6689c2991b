import { call } from './handle.js'
import { setAlarm } from './loop.js'
import type { Context } from './context.js'
import type { Runnable } from './ready.js'
import { loop, tracking, type LoopState, type Timers } from './running.js'

/**
 * A callback with a deadline.
 *
 * A cancelled timer stays in its heap until it comes up, or until more than
 * half of at least a hundred are cancelled: then they are swept at once.
 */
export class Timer implements Runnable {
  declare _next: Runnable | null
  declare _callback: ((argument: never) => unknown) | null
  declare _argument: unknown
  declare _when: number
  declare _order: number
  declare _heap: Heap
  declare _context?: Context | null

  constructor(heap: Heap, when: number, callback: (argument: never) => unknown, argument: unknown) {
    this._next = null
    this._callback = callback
    this._argument = argument
    this._when = when
    this._order = heap.order++
    this._heap = heap
    if (tracking) this._context = heap.state._context
  }

  when(): number {
    return this._when
  }

  cancel(): void {
    if (this._callback === null) return
    this._callback = null
    this._heap.cancelled++
    sweep(this._heap)
    if (!this._heap.state._awake) setAlarm(this._heap.state)
  }

  cancelled(): boolean {
    return this._callback === null
  }

  /** @internal */
  _run(): void {
    call(this)
  }
}

/** Calls `callback(argument)` at this time of the loop's clock. */
export function callAt<A>(when: number, callback: (argument: A) => unknown, argument?: A): Timer {
  if (when !== when) throw new TypeError('A deadline must be a number of milliseconds, got NaN.')
  const state = loop
  const heap = (state._timers || (state._timers = newHeap(state))) as Heap
  const timer = new Timer(heap, when, callback as (argument: never) => unknown, argument)
  heap.items.push(timer)
  rise(heap.items, heap.items.length - 1)
  if (!state._awake) setAlarm(state)
  return timer
}

/** Calls `callback(argument)` after `delay` milliseconds. */
export function callLater<A>(delay: number, callback: (argument: A) => unknown, argument?: A): Timer {
  return callAt(loop._host.now() + delay, callback, argument)
}

interface Heap extends Timers {
  items: Timer[]
  cancelled: number
  order: number
  state: LoopState
}

function newHeap(state: LoopState): Heap {
  const heap: Heap = {
    items: [],
    cancelled: 0,
    order: 0,
    state,
    earliest() {
      while (heap.items.length > 0 && heap.items[0]._callback === null) {
        heap.cancelled--
        shift(heap.items)
      }
      return heap.items.length > 0 ? heap.items[0]._when : Infinity
    },
    take: () => shift(heap.items),
  }
  return heap
}

function before(one: Timer, other: Timer): boolean {
  return one._when < other._when || (one._when === other._when && one._order < other._order)
}

function shift(items: Timer[]): Timer {
  const first = items[0]
  const last = items.pop()!
  if (items.length > 0) {
    items[0] = last
    sink(items, 0)
  }
  return first
}

function rise(items: Timer[], at: number): void {
  const timer = items[at]
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(timer, items[parent])) break
    items[at] = items[parent]
    at = parent
  }
  items[at] = timer
}

function sink(items: Timer[], at: number): void {
  const timer = items[at]
  for (;;) {
    let child = 2 * at + 1
    if (child >= items.length) break
    if (child + 1 < items.length && before(items[child + 1], items[child])) child++
    if (!before(items[child], timer)) break
    items[at] = items[child]
    at = child
  }
  items[at] = timer
}

function sweep(heap: Heap): void {
  const items = heap.items
  if (heap.cancelled < 50 || heap.cancelled * 2 < items.length) return
  const left: Timer[] = []
  for (let i = 0; i < items.length; i++) if (items[i]._callback !== null) left.push(items[i])
  heap.items = left
  heap.cancelled = 0
  for (let i = left.length >> 1; i-- > 0;) sink(left, i)
}
