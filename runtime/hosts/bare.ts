import { block } from '../core/block.js'
import { loop } from '../core/running.js'
import { turnOf } from '../core/loop.js'
import { bareHost, type BareHost } from './bare-host.js'
import { unplugged } from './choose.js'
import { endOnRejection } from './node.js'

/**
 * The door `globeflower/bare`: engines without an event loop.
 *
 * A build appends `drain()` to the end of the program; where the machine has
 * an event loop of its own that only has Node end at a rejection, as later ones do.
 */

/** Runs until nothing is ready and no timer is left, or a failure that nobody looked at ends the program. */
export function drain(): void {
  const host = bare()
  if (host === null) return endOnRejection()
  if (host.wait === null) {
    // The engine's own jobs drive us; what became ready before is waiting for the first.
    host.soon(turnOf(loop))
    return
  }
  const { report } = host
  const state = loop
  host.report = (error) => {
    report(error)
    state._stop = true
  }
  block(state, host.wait)
  if (host.errors.length > 0) {
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
  /** May something come from outside? Then the loop sleeps in `wait` where it would end. */
  busy?: () => boolean
}

export function configureBare(options: BareOptions): void {
  const host = bare()
  if (host === null) return
  if (options.now) host.now = options.now
  if (options.wait) host.wait = options.wait
  if (options.print) host.print = options.print
  if (options.busy) host.busy = options.busy
}

/** The host of a bare engine, put in its place at the first call; null elsewhere. */
function bare(): BareHost | null {
  if (loop._host === unplugged) {
    loop._host = bareHost()
    // Nobody heard of an alarm that was set before.
    loop._alarm = Infinity
  }
  return 'print' in loop._host ? (loop._host as BareHost) : null
}
