import { CancelledError } from '../core/errors.js'

/** An AbortController for engines that have none. */
export interface Controller {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

export function newController(): Controller {
  return typeof AbortController === 'function' ? new AbortController() : ownController()
}

interface OwnSignal {
  aborted: boolean
  reason: unknown
  onabort: ((event: { type: string; target: OwnSignal }) => void) | null
  addEventListener(type: string, listener: Listener): void
  removeEventListener(type: string, listener: Listener): void
  throwIfAborted(): void
}

type Listener = (event: { type: string; target: OwnSignal }) => void

/** Enough of the DOM's for whoever listens to `abort`. */
export function ownController(): Controller {
  let listeners: Listener[] = []
  const signal: OwnSignal = {
    aborted: false,
    reason: void 0,
    onabort: null,
    addEventListener(type, listener) {
      if (type === 'abort') listeners.push(listener)
    },
    removeEventListener(_type, listener) {
      const left: Listener[] = []
      for (let i = 0; i < listeners.length; i++) if (listeners[i] !== listener) left.push(listeners[i])
      listeners = left
    },
    throwIfAborted() {
      if (signal.aborted) throw signal.reason
    },
  }
  return {
    signal: signal as unknown as AbortSignal,
    abort(reason) {
      if (signal.aborted) return
      const event = { type: 'abort', target: signal }
      const told = listeners
      signal.aborted = true
      signal.reason = reason === void 0 ? new CancelledError('This operation was aborted') : reason
      listeners = []
      if (signal.onabort) signal.onabort(event)
      for (let i = 0; i < told.length; i++) told[i](event)
    },
  }
}
