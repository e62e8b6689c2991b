import type { Host } from './host.js'
import { nativePromise, nativeThen } from './native.js'

/**
 * Any machine with timers: Node, browsers, workers, Deno, Bun; from Node 0.8
 * and PhantomJS on. Each function takes the best the machine has.
 */
export function nodeHost(): Host {
  const timeout = setTimeout
  const clear = clearTimeout
  const settled = nativePromise && nativePromise.resolve()
  const clock = typeof performance === 'object' && typeof performance.now === 'function' ? performance : Date
  const immediate = typeof setImmediate === 'function' ? setImmediate : port() || zero
  const tick =
    typeof process === 'object' && (process as { nextTick?: unknown }).nextTick ? process.nextTick : immediate
  let alarm: ReturnType<typeof setTimeout> | null = null

  function zero(callback: () => void): void {
    timeout(callback, 0)
  }

  return {
    now: () => clock.now(),
    soon(turn) {
      if (settled) nativeThen!.call(settled, turn, turn)
      else tick(turn)
    },
    hop(turn) {
      immediate(turn)
    },
    alarm(turn, delay) {
      if (alarm !== null) clear(alarm)
      // Longer delays than 2^31 overflow; we are asked again when this one is over.
      alarm = timeout(turn, Math.min(Math.ceil(delay), 0x7fffffff))
    },
    quiet() {
      clear(alarm!)
    },
    report(error) {
      // The machine's own way with a failure that nobody handles.
      if (nativePromise && reportsRejections()) nativePromise.reject(error)
      else
        timeout(() => {
          throw error
        }, 0)
    },
    wait: null,
  }
}

/** Machines of before 2018 say nothing of a rejected promise, nor does Node before 15, unless it is asked to. */
function reportsRejections(): boolean {
  if (typeof onunhandledrejection !== 'undefined') return true
  return isNode() && (!isQuiet() || process.listeners('unhandledRejection').length > 0)
}

/** For whole programs: a rejected promise ends them, as it does since Node 15. */
export function endOnRejection(): void {
  if (nativePromise === null || !isNode() || !isQuiet()) return
  process.on('unhandledRejection', (error) => {
    // Somebody else listens: they decide.
    if (process.listeners('unhandledRejection').length === 1) throw error
  })
}

function isNode(): boolean {
  return typeof process === 'object' && !!process.versions && !!process.versions.node
}

function isQuiet(): boolean {
  return parseInt(process.versions.node, 10) < 15
}

declare const onunhandledrejection: unknown

/** A macrotask through a message channel: what browsers have in place of setImmediate. */
function port(): ((callback: () => void) => void) | null {
  if (typeof MessageChannel !== 'function') return null
  const queue: (() => void)[] = []
  const channel = new MessageChannel()
  const inbox = channel.port1 as unknown as { onmessage: () => void }
  inbox.onmessage = () => queue.shift()!()
  return (callback) => {
    queue.push(callback)
    channel.port2.postMessage(0)
  }
}
