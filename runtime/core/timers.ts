import { call } from './handle.js'
import { setAlarm } from './loop.js'
import type { Context } from './context.js'
import type { Runnable } from './ready.js'
import { loop, tracking, type LoopState, type Timers } from './running.js'

/**
 * A callback with a deadline.
 *
 * A cancelled timer leaves its heap at once, so there is nothing to sweep: a
 * server that cancels nearly all of its timeouts never pauses for it.
 */
export class Timer implements Runnable {
  declare _next: Runnable | null
  declare _callback: ((argument: never) => unknown) | null
  declare _argument: unknown
  declare _when: number
  declare _order: number
  declare _heap: Heap
  /** Its place in the heap; -1 when it is not there any more. */
  declare _place: number
  declare _context?: Context | null

  constructor(heap: Heap, when: number, callback: (argument: never) => unknown, argument: unknown) {
    this._next = null
    this._callback = callback
    this._argument = argument
    this._when = when
    this._order = heap.order++
    this._heap = heap
    this._place = heap.items.length
    if (tracking) this._context = heap.state._context
  }

  when(): number {
    return this._when
  }

  cancel(): void {
    if (this._callback === null) return
    this._callback = null
    if (this._place >= 0) remove(this._heap.items, this._place)
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
  order: number
  state: LoopState
}

function newHeap(state: LoopState): Heap {
  const heap: Heap = {
    items: [],
    order: 0,
    state,
    earliest() {
      return heap.items.length > 0 ? heap.items[0]._when : Infinity
    },
    take: () => remove(heap.items, 0),
  }
  return heap
}

function before(one: Timer, other: Timer): boolean {
  return one._when < other._when || (one._when === other._when && one._order < other._order)
}

/** Takes out the timer at this place; the last one fills the gap. */
function remove(items: Timer[], at: number): Timer {
  const timer = items[at]
  const last = items.pop()!
  timer._place = -1
  if (last !== timer) {
    items[at] = last
    rise(items, at)
    sink(items, last._place)
  }
  return timer
}

function rise(items: Timer[], at: number): void {
  const timer = items[at]
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(timer, items[parent])) break
    items[at] = items[parent]
    items[at]._place = at
    at = parent
  }
  items[at] = timer
  timer._place = at
}

function sink(items: Timer[], at: number): void {
  const timer = items[at]
  for (;;) {
    let child = 2 * at + 1
    if (child >= items.length) break
    if (child + 1 < items.length && before(items[child + 1], items[child])) child++
    if (!before(items[child], timer)) break
    items[at] = items[child]
    items[at]._place = at
    at = child
  }
  items[at] = timer
  timer._place = at
}
