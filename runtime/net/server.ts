/// <reference lib="esnext.disposable" preserve="true" />
import { asyncDisposeSymbol } from '../compat/symbols.js'
import { RuntimeError } from '../core/errors.js'
import { done, Future } from '../core/future.js'
import { WaitQueue } from '../locks/wait-queue.js'
import { getEventLoop, type EventLoop } from '../loop/event-loop.js'
import type { Address } from './protocol.js'
import type { Transport } from './transport.js'

/** What accepts connections: asyncio's `Server`. `await using` closes it with its clients. */
export interface Server extends AsyncDisposable {
  /** Accepts nobody any more; connections that are open stay open. */
  close(): void
  /** Closes the connections, each as soon as what waits has been written. */
  closeClients(): void
  /** Closes them at once. */
  abortClients(): void
  /** The loop that it serves on. */
  getLoop(): EventLoop
  /** It accepts connections. */
  isServing(): boolean
  /** Accepts connections, if it does not yet. */
  startServing(): Promise<void>
  /** Accepts until it is cancelled; then closes, and waits for the connections. */
  serveForever(): Promise<never>
  /** Done when it is closed and the last connection is lost. */
  waitClosed(): Future<void>
  /** Where it listens: an address and a port each, or the path of a Unix socket. */
  sockets(): (Address | string)[]
}

/** A server as its machine begins it: what is left to say is how to listen. */
export abstract class BaseServer {
  declare _serving: boolean
  declare _closed: boolean
  declare private _loop: EventLoop
  declare private _clients: Client[]
  declare private _forever: Future<never> | null
  declare private _closers: WaitQueue

  constructor() {
    this._serving = this._closed = false
    this._loop = getEventLoop()
    this._clients = []
    this._forever = null
    this._closers = new WaitQueue()
  }

  abstract startServing(): Promise<void>
  abstract sockets(): (Address | string)[]
  /** @internal Listens no more. */
  abstract _stop(): void

  close(): void {
    if (this._closed) return
    this._closed = true
    this._serving = false
    this._stop()
    if (this._forever !== null && !this._forever.done()) this._forever.cancel('The server was closed.')
    this._judge()
  }

  closeClients(): void {
    const list = this._clients.slice()
    for (let i = 0; i < list.length; i++) list[i].close()
  }

  abortClients(): void {
    const list = this._clients.slice()
    for (let i = 0; i < list.length; i++) list[i].abort()
  }

  getLoop(): EventLoop {
    return this._loop
  }

  isServing(): boolean {
    return this._serving
  }

  async serveForever(): Promise<never> {
    if (this._forever !== null) throw new RuntimeError('serveForever() is running already.')
    await this.startServing()
    this._forever = new Future<never>()
    try {
      return await this._forever
    } finally {
      this._forever = null
      this.close()
      await this.waitClosed()
    }
  }

  waitClosed(): Future<void> {
    return this._closed && this._clients.length === 0 ? done(void 0) : this._closers.park()
  }

  /** @internal */
  _gained(client: Client): void {
    client._place = this._clients.length
    this._clients.push(client)
  }

  /** @internal */
  _lost(client: Client): void {
    const last = this._clients.pop()!
    if (last !== client) {
      this._clients[client._place] = last
      last._place = client._place
    }
    this._judge()
  }

  private _judge(): void {
    if (this._closed && this._clients.length === 0) this._closers.wakeAll()
  }
}

export interface BaseServer extends Server {}
;(BaseServer.prototype as unknown as Record<string, unknown>)[asyncDisposeSymbol] = function (this: BaseServer) {
  this.close()
  this.closeClients()
  return this.waitClosed()
}

/** A connection of a server, which knows its place there, so that it leaves at no cost. */
export interface Client extends Transport {
  _place: number
}
