import { block } from './block.js'
import { NotSupportedError, RuntimeError } from './errors.js'
import { fail, follow, Future } from './future.js'
import { callSoon, type Handle } from './handle.js'
import { callExceptionHandler } from './loop.js'
import { enter, loop, newLoop, type ErrorContext, type LoopState } from './running.js'
import { callAt, type Timer } from './timers.js'
import type { Host } from '../hosts/host.js'

/** A loop as an object: asyncio's `AbstractEventLoop`, as far as it needs no network. */
export class EventLoop {
  /** @internal */
  declare readonly _state: LoopState
  declare private _closed: boolean

  constructor(state: LoopState) {
    this._state = state
    this._closed = false
  }

  time(): number {
    return this._state._host.now()
  }

  callSoon<A>(callback: (argument: A) => unknown, argument?: A): Handle {
    return this._inside(() => callSoon(callback, argument))
  }

  callLater<A>(delay: number, callback: (argument: A) => unknown, argument?: A): Timer {
    return this._inside(() => callAt(this.time() + delay, callback, argument))
  }

  callAt<A>(when: number, callback: (argument: A) => unknown, argument?: A): Timer {
    return this._inside(() => callAt(when, callback, argument))
  }

  createFuture<T>(): Future<T> {
    return new Future<T>()
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

  isRunning(): boolean {
    return this._state._running
  }

  isClosed(): boolean {
    return this._closed
  }

  close(): void {
    if (this._state._running) throw new RuntimeError('A running loop cannot be closed. Call stop() first.')
    this._closed = true
  }

  setExceptionHandler(handler: ((context: ErrorContext) => void) | null): void {
    if (handler !== null && typeof handler !== 'function') {
      throw new TypeError('An exception handler is a function or null, got ' + typeof handler + '.')
    }
    this._state._onError = handler
  }

  callExceptionHandler(context: ErrorContext): void {
    this._inside(() => callExceptionHandler(context))
  }

  private _begin<T>(work: () => T | PromiseLike<T>): Future<T> {
    if (typeof work !== 'function') {
      throw new TypeError('runUntilComplete() needs a function or a future, got ' + typeof work + '.')
    }
    const future = new Future<T>()
    this.callSoon(() => {
      try {
        follow(future as Future<unknown>, work())
      } catch (error) {
        fail(future as Future<unknown>, error)
      }
    })
    return future
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

/** The loop of this realm. */
export function getEventLoop(): EventLoop {
  return (loop._public || (loop._public = new EventLoop(loop))) as EventLoop
}

/** The loop that calls this code; throws where none does. */
export function getRunningLoop(): EventLoop {
  if (loop._running || loop._depth > 0) return getEventLoop()
  throw new RuntimeError('No loop is running here. Call it inside run().')
}

/** A loop of its own on a host, by default the running loop's. */
export function newEventLoop(host: Host = loop._host): EventLoop {
  const state = newLoop(host)
  const made = new EventLoop(state)
  state._public = made
  return made
}
