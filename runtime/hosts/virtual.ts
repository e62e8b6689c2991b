import type { Host } from './host.js'
import { nativePromise, nativeThen } from './native.js'

/**
 * A machine whose clock stands still until it is moved.
 *
 * Ready work runs as everywhere: right after the code that made it ready. Time
 * passes only in `wait`, that is, when somebody asks the loop to sleep.
 */
export interface VirtualHost extends Host {
  wait(delay: number): void
  time: number
  /** What nobody looked at. */
  errors: unknown[]
}

/** A loop's host whose time moves only when it is told to: `time` is milliseconds, `wait` moves it. */
export function virtualHost(): VirtualHost {
  const settled = nativePromise && nativePromise.resolve()
  const soon = (turn: () => void) => {
    if (settled) nativeThen!.call(settled, turn, turn)
  }
  const host: VirtualHost = {
    now: () => host.time,
    soon,
    hop: soon,
    // The stage moves the clock; nobody is called by it.
    alarm() {},
    quiet() {},
    report(error) {
      host.errors.push(error)
    },
    wait(delay) {
      host.time += delay
    },
    time: 0,
    errors: [],
  }
  return host
}

/** Calls back when the real machine has run all its jobs: what simulated time waits for. */
export function afterJobs(callback: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(callback)
  else if (typeof setTimeout === 'function') setTimeout(callback, 0)
  else callback()
}

/** Calls back a little later in real time. */
export function afterMoment(callback: () => void): void {
  setTimeout(callback, 1)
}
