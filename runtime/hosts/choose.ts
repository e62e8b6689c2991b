import { bareHost } from './bare-host.js'
import type { Host } from './host.js'
import { nodeHost } from './node.js'

/** The machine we are on: one with timers, or a bare engine. */
export function chooseHost(): Host {
  return typeof setTimeout === 'function' ? nodeHost() : bareHost()
}
