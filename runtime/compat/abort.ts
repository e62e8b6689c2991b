import { callLater } from '../core/timers.js'
import { hide } from './define.js'

/** `AbortController` and `AbortSignal` for engines that have none (DOM 3.1, 3.2). */
interface AbortEvent {
  type: 'abort'
  target: Signal
}

type Listener = ((event: AbortEvent) => void) | { handleEvent(event: AbortEvent): void }

class Signal {
  aborted = false
  reason: unknown = void 0
  onabort: ((event: AbortEvent) => void) | null = null
  declare _listeners: { listener: Listener; once: boolean }[]

  constructor() {
    hide(this, '_listeners', [])
  }

  addEventListener(type: string, listener: Listener, options?: boolean | { once?: boolean }): void {
    if (type !== 'abort') return
    for (let i = 0; i < this._listeners.length; i++) if (this._listeners[i].listener === listener) return
    const once = typeof options === 'object' && options !== null && options.once === true
    this._listeners = this._listeners.concat([{ listener, once }])
  }

  removeEventListener(_type: string, listener: Listener): void {
    this._listeners = this._listeners.filter((it) => it.listener !== listener)
  }

  dispatchEvent(event: AbortEvent): boolean {
    const told = this._listeners
    if (this.onabort) this.onabort.call(this, event)
    for (let i = 0; i < told.length; i++) {
      const { listener, once } = told[i]
      if (this._listeners.indexOf(told[i]) < 0) continue
      if (once) this.removeEventListener('abort', listener)
      if (typeof listener === 'function') listener.call(this as never, event)
      else listener.handleEvent(event)
    }
    return true
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  static abort(reason?: unknown): Signal {
    const signal = new Signal()
    end(signal, reason)
    return signal
  }

  static timeout(delay: number): Signal {
    const signal = new Signal()
    const timer = callLater(delay, () =>
      end(signal, failure('TimeoutError', 'The operation was aborted due to timeout', 23)),
    )
    void timer
    return signal
  }

  static any(signals: Signal[]): Signal {
    const made = new Signal()
    for (let i = 0; i < signals.length; i++) {
      if (!signals[i].aborted) continue
      end(made, signals[i].reason)
      return made
    }
    for (let i = 0; i < signals.length; i++) {
      signals[i].addEventListener('abort', () => end(made, signals[i].reason), { once: true })
    }
    return made
  }
}

class Controller {
  signal = new Signal()

  abort(reason?: unknown): void {
    end(this.signal, reason)
  }
}

function end(signal: Signal, reason: unknown): void {
  if (signal.aborted) return
  signal.aborted = true
  signal.reason = reason === void 0 ? failure('AbortError', 'This operation was aborted', 20) : reason
  signal.dispatchEvent({ type: 'abort', target: signal })
}

/** A DOMException as far as anyone looks at it. */
export function failure(name: string, message: string, code: number): Error {
  const error = new Error(message)
  hide(error, 'name', name)
  hide(error, 'code', code)
  hide(error, 'toString', () => name + ': ' + message)
  return error
}

const isThere = /* @__PURE__ */ (() =>
  typeof AbortController === 'function' && typeof AbortSignal.timeout === 'function')()

const ControllerHere = /* @__PURE__ */ (() => (isThere ? AbortController : Controller))() as typeof AbortController
const SignalHere = /* @__PURE__ */ (() => (isThere ? AbortSignal : Signal))() as typeof AbortSignal

export { ControllerHere as AbortController, SignalHere as AbortSignal }
