import { block } from './block.js'
import { InvalidStateError, NotSupportedError } from './errors.js'
import { Future } from './future.js'
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

  /** Runs until the future is done; only where the loop owns its thread. */
  runUntilComplete<T>(future: Future<T>): T {
    future.addDoneCallback(stop)
    const state = this._state
    function stop(): void {
      state._stop = true
    }
    try {
      this.runForever()
    } finally {
      future.removeDoneCallback(stop)
    }
    if (!future.done()) throw new InvalidStateError('The loop stopped before the future was done.')
    return future.result()
  }

  /** Runs until `stop()`, or until nothing is left to do. */
  runForever(): void {
    this._open()
    const host = this._state._host
    if (host.wait === null) {
      throw new NotSupportedError('This host cannot wait: use run(), which gives a promise.')
    }
    if (this._state._running) throw new InvalidStateError('The loop is running already.')
    block(this._state, host.wait)
  }

  stop(): void {
    this._state._stop = true
  }

  isRunning(): boolean {
    return this._state._running
  }

  isClosed(): boolean {
    return this._closed
  }

  close(): void {
    if (this._state._running) throw new InvalidStateError('A running loop cannot be closed.')
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

  private _open(): void {
    if (this._closed) throw new InvalidStateError('The loop is closed.')
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
  throw new InvalidStateError('No loop is running here. Call it inside run().')
}

/** A loop of its own on a host, by default the running loop's. */
export function newEventLoop(host: Host = loop._host): EventLoop {
  const state = newLoop(host)
  const made = new EventLoop(state)
  state._public = made
  return made
}
