import type { Host } from './host.js'
import { nodeHost } from './node.js'

/**
 * The door `globeflower/browser`: what a page can do better than any machine
 * with timers. Without it a page works as well; see node.ts.
 *
 *   setEventLoop(newEventLoop(browserHost()))
 */
interface Page {
  scheduler?: { postTask?(action: () => void, options: { priority: string }): unknown }
}

export interface BrowserOptions {
  /** The priority of our turns among the page's own tasks, where it has a scheduler. */
  priority?: 'user-blocking' | 'user-visible' | 'background'
}

export function browserHost(options: BrowserOptions = {}): Host {
  const { scheduler } = globalThis as unknown as Page
  const { priority = 'user-visible' } = options
  const host = nodeHost()
  // The page's scheduler lets input and rendering go first, which a message does not.
  if (scheduler && typeof scheduler.postTask === 'function') {
    host.hop = (turn) => void scheduler.postTask!(turn, { priority })
  }
  return host
}
