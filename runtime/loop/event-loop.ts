import { block } from '../core/block.js'
import { NotSupportedError, RuntimeError } from '../core/errors.js'
import { Future } from '../core/future.js'
import { callSoon, type Handle } from '../core/handle.js'
import { callExceptionHandler, setAlarm } from '../core/loop.js'
import { dequeue } from '../core/ready.js'
import { enter, loop, newLoop, type ErrorContext, type LoopState } from '../core/running.js'
import type { Task } from '../core/task.js'
import { callAt, type Timer } from '../core/timers.js'
import type { Host } from '../hosts/host.js'
import { ourProcess } from '../hosts/signals.js'
import {
  createTask,
  getTaskFactory,
  hooks,
  setTaskFactory,
  type TaskFactory,
  type TaskOptions,
  type Work,
} from '../tasks/create-task.js'
import { bindTo, bindToLoops } from './bind.js'
import {
  runInExecutor,
  setDefaultExecutor,
  shutdownDefaultExecutor,
  type Executor,
  type ThreadWork,
} from './executor.js'

/** A loop as an object: asyncio's `AbstractEventLoop`, as far as it needs no network. */
export class EventLoop {
  /** @internal */
  declare readonly _state: LoopState
  declare private _closed: boolean
  declare private _signals: Record<string, () => void>

  constructor(state: LoopState) {
    this._state = state
    this._closed = false
    this._signals = {}
  }

  /** Milliseconds on a clock that never goes back. */
  time(): number {
    return this._state._host.now()
  }

  /** In the next turn. It sees the context variables of the code that calls this. */
  callSoon<A extends unknown[]>(callback: (...values: A) => unknown, ...values: A): Handle {
    const called = bound(callback, values)
    return this._inside(() => callSoon(called, values[0]))
  }

  /** Calls back in `delay` milliseconds. */
  callLater<A extends unknown[]>(delay: number, callback: (...values: A) => unknown, ...values: A): Timer {
    return this.callAt(this.time() + delay, callback, ...values)
  }

  /** Calls back at `when`, a time of `time()`. */
  callAt<A extends unknown[]>(when: number, callback: (...values: A) => unknown, ...values: A): Timer {
    const called = bound(callback, values)
    return this._inside(() => callAt(when, called, values[0]))
  }

  /** A pending future of this loop. */
  createFuture<T>(): Future<T> {
    return this._own(this._inside(() => new Future<T>()))
  }

  /** A task that starts in the next turn of this loop. */
  createTask<T>(work: Work<T>, options?: TaskOptions): Task<T> {
    return this._own(this._inside(() => createTask(work, options)))
  }

  /** Who makes the tasks of this loop; null: the usual. */
  setTaskFactory(factory: TaskFactory | null): void {
    this._inside(() => setTaskFactory(factory))
  }

  /** Null where none was set. */
  getTaskFactory(): TaskFactory | null {
    return this._inside(getTaskFactory)
  }

  /** Runs until the work is done; only where the loop owns its thread. */
  runUntilComplete<T>(work: (() => T | PromiseLike<T>) | Future<T>): T {
    const state = this._state
    this._waits()
    const future = work instanceof Future ? work : this._begin(work)
    const stop = () => {
      state._stop = true
    }
    this._inside(() => future.addDoneCallback(stop))
    try {
      this.runForever()
    } finally {
      future.removeDoneCallback(stop)
    }
    if (!future.done()) throw new RuntimeError('The loop was stopped before the future was done.')
    return future.result()
  }

  /** Runs until `stop()`, or until nothing is left to do. */
  runForever(): void {
    block(this._state, this._waits())
  }

  /** Ends the run when what is ready now has run; what becomes ready after waits for the next. */
  stop(): void {
    this.callSoon(() => {
      this._state._stop = true
    })
  }

  /** Is it inside a turn? */
  isRunning(): boolean {
    return this._state._running
  }

  /** Was `close` called? */
  isClosed(): boolean {
    return this._closed
  }

  /** Takes nothing any more, and drops what was to be called. RuntimeError while it runs. */
  close(): void {
    const state = this._state
    if (state._running) throw new RuntimeError('A running loop cannot be closed. Call stop() first.')
    for (const name in this._signals) this.removeSignalHandler(name)
    this._closed = true
    while (dequeue(state) !== null);
    if (state._timers !== null) while (state._timers.earliest() < Infinity) state._timers.take()
    setAlarm(state)
  }

  /** Told of failures that nobody looks at; null: the host is. */
  setExceptionHandler(handler: ((context: ErrorContext) => void) | null): void {
    if (handler !== null && typeof handler !== 'function') {
      throw new TypeError('An exception handler is a function or null, got ' + typeof handler + '.')
    }
    this._state._onError = handler
  }

  /** Null where none was set. */
  getExceptionHandler(): ((context: ErrorContext) => void) | null {
    return this._state._onError
  }

  /** Hands a failure to the handler, else to the host. */
  callExceptionHandler(context: ErrorContext): void {
    this._inside(() => callExceptionHandler(context))
  }

  /** What happens where no handler is set: the host is told, which on Node ends the process. */
  defaultExceptionHandler(context: ErrorContext): void {
    this._state._host.report(context.error)
  }

  /** Runs `work(...values)` in the executor; null: in the default one, or without any here and now. */
  runInExecutor<A extends unknown[], T>(
    executor: Executor | null,
    work: ((...values: A) => T) | ThreadWork,
    ...values: A
  ): Future<Awaited<T>> {
    return this._inside(() => runInExecutor(this._state, executor, work as ThreadWork, values)) as Future<Awaited<T>>
  }

  /** Where `runInExecutor` runs things; see `globeflower/threads`. */
  setDefaultExecutor(executor: Executor | null): void {
    setDefaultExecutor(this._state, executor)
  }

  /** Done when what it was given has ended, or when the time is up. */
  shutdownDefaultExecutor(timeout: number | null = null): PromiseLike<unknown> {
    return shutdownDefaultExecutor(this._state, timeout)
  }

  /** Calls `callback(...values)` in the loop at each such signal, in the place of what the machine would do. */
  addSignalHandler<A extends unknown[]>(name: string, callback: (...values: A) => unknown, ...values: A): void {
    const host = ourProcess()
    if (host === null) throw new NotSupportedError('This host has no signals, so ' + name + ' cannot be handled.')
    if (typeof callback !== 'function') {
      throw new TypeError('A signal handler is a function, got ' + typeof callback + '.')
    }
    this.removeSignalHandler(name)
    const listener = (): void => {
      if (!this._closed) this.callSoon(callback, ...values)
    }
    host.on(name, listener)
    this._signals[name] = listener
  }

  /** False when there was none. */
  removeSignalHandler(name: string): boolean {
    const listener = this._signals[name]
    if (!listener) return false
    ourProcess()!.removeListener(name, listener)
    delete this._signals[name]
    return true
  }

  private _begin<T>(work: () => T | PromiseLike<T>): Future<T> {
    if (typeof work !== 'function') {
      throw new TypeError('runUntilComplete() needs a function or a future, got ' + typeof work + '.')
    }
    return this.createTask(work)
  }

  /** How the host sleeps; throws where this loop cannot be run by the caller. */
  private _waits(): (delay: number) => void {
    this._open()
    const { _host, _running } = this._state
    if (_host.wait === null) {
      throw new NotSupportedError('This host cannot wait: use run(), which gives a promise.')
    }
    if (_running) throw new RuntimeError('This loop is running already.')
    if (loop._running) throw new RuntimeError('Another loop is running here, and two cannot at once.')
    return _host.wait
  }

  /** Where there are several loops, a future knows its own. */
  private _own<F extends Future<any>>(future: F): F {
    if (this._state !== loop) bindTo(future, this._state)
    return future
  }

  private _open(): void {
    if (this._closed) throw new RuntimeError('The loop is closed.')
  }

  private _inside<R>(action: () => R): R {
    this._open()
    const before = enter(this._state)
    try {
      return action()
    } finally {
      enter(before)
    }
  }
}

/** Handles and timers hand over one value; more go along in a closure. */
function bound<A extends unknown[]>(callback: (...values: A) => unknown, values: A): (value: unknown) => unknown {
  if (typeof callback !== 'function') {
    throw new TypeError('The loop calls functions, got ' + (callback === null ? 'null' : typeof callback) + '.')
  }
  const called = hooks.callback === null ? callback : hooks.callback(callback)
  return (values.length < 2 ? called : () => called(...values)) as unknown as (value: unknown) => unknown
}

/** The loop of this realm. */
export function getEventLoop(): EventLoop {
  return (loop._public || (loop._public = new EventLoop(loop))) as EventLoop
}

/** The loop that calls this code; throws where none does. */
export function getRunningLoop(): EventLoop {
  if (loop._running || loop._depth > 0) return getEventLoop()
  throw new RuntimeError('No loop is running here. Call it inside run().')
}

/** From now on this is what `getEventLoop` gives, and where things begin that name no loop. */
export function setEventLoop(chosen: EventLoop): void {
  if (!(chosen instanceof EventLoop))
    throw new TypeError('setEventLoop() needs an EventLoop, got ' + typeof chosen + '.')
  if (loop._running || loop._depth > 0) throw new RuntimeError('A loop is running here, and cannot be put aside.')
  chosen._state._public = chosen
  enter(chosen._state)
}

/** A loop of its own on a host, by default the running loop's. */
export function newEventLoop(host: Host = loop._host): EventLoop {
  bindToLoops()
  const state = newLoop(host)
  const made = new EventLoop(state)
  state._public = made
  return made
}
