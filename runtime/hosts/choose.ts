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
  depth: /* @__PURE__ */ depthOf(),
}

function nothing(): void {}

/**
 * MuJS bears some eighty calls in all, fewer when they have many variables:
 * there a call of an async function has to start from the queue early.
 */
export function depthOf(): number {
  try {
    nest(200)
    return 16
  } catch (error) {
    return 3
  }
}

function nest(depth: number): number {
  return depth === 0 ? 0 : nest(depth - 1) + 1
}
