import { block } from '../core/block.js'
import { loop } from '../core/running.js'
import type { BareHost } from './bare-host.js'

/**
 * The door `globeflower/bare`: engines without an event loop.
 *
 * A build appends `drain()` to the end of the program; where the machine has
 * an event loop of its own that does nothing.
 */

/** Runs until nothing is ready and no timer is left. Throws the first failure nobody looked at. */
export function drain(): void {
  const host = loop._host as BareHost
  if (host.wait === null) return
  block(loop, host.wait)
  if (host.errors && host.errors.length > 0) {
    const error = host.errors[0]
    host.errors = []
    throw error
  }
}

/** What an embedder can do better than a bare engine. */
export interface BareOptions {
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
  /** Sleeps; without it the processor spins. */
  wait?: (delay: number) => void
  print?: (text: string) => void
}

export function configureBare(options: BareOptions): void {
  const host = loop._host as BareHost
  if (options.now) host.now = options.now
  if (options.wait) host.wait = options.wait
  if (options.print) host.print = options.print
}
