/// <reference lib="esnext.disposable" preserve="true" />
import type { EventLoop } from '../loop/event-loop.js'
import type { Future } from '../core/future.js'
import type { Address } from './protocol.js'

/** What accepts connections: asyncio's `Server`. `await using` closes it with its clients. */
export interface Server extends AsyncDisposable {
  /** Accepts nobody any more; connections that are open stay open. */
  close(): void
  /** Closes the connections, each as soon as what waits has been written. */
  closeClients(): void
  /** Closes them at once. */
  abortClients(): void
  getLoop(): EventLoop
  isServing(): boolean
  startServing(): Promise<void>
  /** Accepts until it is cancelled; then closes, and waits for the connections. */
  serveForever(): Promise<never>
  /** Done when it is closed and the last connection is lost. */
  waitClosed(): Future<void>
  /** Where it listens: an address and a port each, or the path of a Unix socket. */
  sockets(): (Address | string)[]
}
