/** Signals of the system as calls of the loop; one handler for each. For a whole program `run` has its own: SIGINT cancels. */
import { callExceptionHandler } from '../../core/loop.js'
import { loop } from '../../core/running.js'
import { news } from '../news.js'

const handlers: Record<string, () => void> = {}

/** Calls `callback` in the loop for each such signal, in place of what the system would do. One for each signal. */
export function addSignalHandler(signal: NodeJS.Signals, callback: () => unknown): void {
  const state = loop
  removeSignalHandler(signal)
  const handler = () => news(state, call, callback, null, null)
  process.on(signal, handler)
  handlers[signal] = handler
}

/** False when there was none. */
export function removeSignalHandler(signal: NodeJS.Signals): boolean {
  const handler = handlers[signal]
  if (!handler) return false
  process.off(signal, handler)
  delete handlers[signal]
  return true
}

function call(callback: () => unknown): void {
  try {
    callback()
  } catch (error) {
    callExceptionHandler({ message: 'A signal handler failed.', error })
  }
}
