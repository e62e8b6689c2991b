import type { Host } from './host.js'
import { nodeHost } from './node.js'

/**
 * The machine we are on. A bare engine's part comes with `drain` (bare.ts), so
 * that programs for others do not carry it; what became ready before waits.
 */
export function chooseHost(): Host {
  return typeof setTimeout === 'function' ? nodeHost() : unplugged
}

export const unplugged: Host = {
  now: () => +new Date(),
  soon: nothing,
  hop: nothing,
  alarm: nothing,
  quiet: nothing,
  report: nothing,
  wait: null,
}

function nothing(): void {}
