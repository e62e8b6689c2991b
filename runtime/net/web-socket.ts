/// <reference lib="esnext.disposable" preserve="true" />
import { asyncDisposeSymbol, asyncIteratorSymbol } from '../compat/symbols.js'
import { EndOfChannel, NotSupportedError } from '../core/errors.js'
import { done, Future, listen } from '../core/future.js'
import { failed } from '../core/finished.js'
import { granted } from '../locks/hold.js'
import { WaitQueue } from '../locks/wait-queue.js'
import { iterate } from '../queues/iterate.js'
import { sleep } from '../tasks/sleep.js'
import type { Bytes } from './bytes.js'
import { connectionReset } from './errors.js'

/** How `openWebSocket` connects. */
export interface WebSocketOptions {
  protocols?: string | string[]
  /** The class to use where the machine has none: that of `ws`, say. */
  WebSocket?: WebSocketClass
}

/** As much of the DOM's WebSocket as is needed; that of `ws` has it, too. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  readonly protocol: string
  send(data: never): void
  close(code?: number, reason?: string): void
  addEventListener(type: never, listener: never): void
  removeEventListener(type: never, listener: never): void
  /** Of `ws` alone: to read no more for a while. */
  pause?(): void
  resume?(): void
  terminate?(): void
}

/** The class of the page, or that of `ws`. */
export interface WebSocketClass {
  new (url: string, protocols?: string | string[]): WebSocketLike
}

declare const WebSocket: WebSocketClass | undefined

/** Connects; done when messages can be sent. A cancel closes the socket. */
export function openWebSocket(url: string, options: WebSocketOptions = {}): Future<WebSocketConnection> {
  let socket: WebSocketLike
  try {
    socket = newWebSocket(url, options)
  } catch (error) {
    return failed(error) as Future<WebSocketConnection>
  }
  const connection = new WebSocketConnection(socket)
  const opened = new Future<WebSocketConnection>({
    onCancel: () => drop(socket),
    reclaim: () => drop(socket),
  })
  on(socket, 'open', () => {
    if (!opened.done()) opened.setResult(connection)
  })
  listen(connection._gone, () => {
    if (!opened.done()) opened.setException(connection._error())
  })
  return opened
}

/** Messages both ways: text as strings, everything else as bytes. */
export class WebSocketConnection {
  declare private _socket: WebSocketLike
  declare private _messages: (string | Bytes)[]
  declare private _receivers: WaitQueue<string | Bytes>
  declare private _paused: boolean
  /** close() was called. */
  declare private _closing: boolean
  /** @internal Done with the event by which it was closed. */
  declare readonly _gone: Future<CloseInfo>
  declare private _cause: unknown

  /** Over a socket that is open already: one that a server has accepted. */
  constructor(socket: WebSocketLike) {
    this._socket = socket
    this._messages = []
    this._receivers = new WaitQueue()
    this._paused = this._closing = false
    this._gone = new Future<CloseInfo>()
    this._cause = null
    socket.binaryType = 'arraybuffer'
    on(socket, 'message', ({ data }: { data: unknown }) => this._came(data))
    on(socket, 'error', (event: { error?: unknown }) => (this._cause = event.error || event))
    on(socket, 'close', ({ code, reason }: CloseInfo) => {
      if (this._gone.done()) return
      this._gone.setResult({ code, reason: String(reason) })
      while (this._receivers.fail(this._error()));
    })
  }

  /** Done when few enough bytes wait to be sent. */
  async send(message: string | Bytes): Promise<void> {
    if (this._socket.readyState !== OPEN) throw this._error()
    this._socket.send(message as never)
    // There is no event for this.
    while (this._socket.readyState === OPEN && this._socket.bufferedAmount > HIGH) await sleep(4)
  }

  /** The next message; EndOfChannel when the socket was closed in good order. */
  receive(): Future<string | Bytes> {
    const { _messages, _socket } = this
    const giveBack = (message: string | Bytes) => {
      if (!this._receivers.wake(message)) this._messages.unshift(message)
    }
    if (_messages.length > 0) {
      const message = _messages.shift()!
      if (this._paused && _messages.length === 0) {
        this._paused = false
        _socket.resume!()
      }
      return granted(message, giveBack)
    }
    if (this._gone.done()) return failed(this._error()) as Future<string | Bytes>
    return this._receivers.park(giveBack)
  }

  /** The subprotocol that was chosen. */
  protocol(): string {
    return this._socket.protocol
  }

  close(code?: number, reason?: string): void {
    if (this._socket.readyState > OPEN) return
    this._closing = true
    this._socket.close(code, reason)
  }

  /** Done with code and reason when it is closed. */
  waitClosed(): Future<CloseInfo> {
    return this._gone.done() ? (done(this._gone.result()) as Future<CloseInfo>) : this._gone.then((info) => info)
  }

  /** @internal Why there are no messages any more. */
  _error(): Error {
    if (!this._gone.done()) return new EndOfChannel('The socket is closing.')
    const info = this._gone.result()
    // The code of our own close comes back, whatever it is; 1006 says that nothing did.
    const loss = this._closing && info.code !== 1006 ? null : lossOf(info, this._cause)
    return loss || new EndOfChannel('The socket was closed.')
  }

  private _came(data: unknown): void {
    const message = typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer)
    if (this._receivers.wake(message)) return
    this._messages.push(message)
    if (this._messages.length > KEPT && !this._paused && this._socket.pause) {
      this._paused = true
      this._socket.pause()
    }
  }
}

/** The messages until the socket is closed; `await using` closes it. */
export interface WebSocketConnection extends AsyncDisposable {
  [Symbol.asyncIterator](): AsyncIterator<string | Bytes>
}

const methods = WebSocketConnection.prototype as unknown as Record<string, unknown>
methods[asyncIteratorSymbol] = function (this: WebSocketConnection) {
  return iterate({ get: () => this.receive() }, EndOfChannel)
}
methods[asyncDisposeSymbol] = function (this: WebSocketConnection) {
  this.close()
  return this.waitClosed()
}

/** How the peer closed: its code (RFC 6455, 7.4) and its reason. */
export interface CloseInfo {
  code: number
  reason: string
}

/** A socket that connects; a class that is missing, or an address that is none, is thrown. */
export function newWebSocket(url: string, options: WebSocketOptions): WebSocketLike {
  const Class = options.WebSocket || (typeof WebSocket === 'function' ? (WebSocket as WebSocketClass) : null)
  if (Class === null) {
    throw new NotSupportedError('There is no WebSocket here. Give one as an option: { WebSocket } from "ws".')
  }
  return options.protocols === void 0 ? new Class(url) : new Class(url, options.protocols)
}

/** Why a connection was lost; null when it was closed in good order. */
export function lossOf({ code, reason }: CloseInfo, cause: unknown): Error | null {
  if (code === 1000 || code === 1001 || code === 1005) return null
  return cause instanceof Error ? cause : connectionReset('code ' + code + (reason && ', ' + reason))
}

const OPEN = 1
/** Bytes above which `send` waits. */
const HIGH = 1 << 20
/** Messages that are kept for who is slow, where reading can be stopped. */
const KEPT = 64

export function on(socket: WebSocketLike, type: string, listener: (event: never) => void): void {
  socket.addEventListener(type as never, listener as never)
}

/** Closes it without waiting for the other side. */
export function drop(socket: WebSocketLike): void {
  if (socket.terminate) socket.terminate()
  else socket.close()
}
