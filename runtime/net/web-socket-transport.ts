import { NotSupportedError, RuntimeError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { Future } from '../core/future.js'
import { callSoon } from '../core/handle.js'
import { callExceptionHandler } from '../core/loop.js'
import { loop } from '../core/running.js'
import { callLater } from '../core/timers.js'
import { encode, type Bytes } from './bytes.js'
import { connectionReset } from './errors.js'
import { FlowControl } from './flow-control.js'
import { setNetwork, type ConnectOptions } from './network.js'
import { news } from './news.js'
import { feed, type Address, type AnyProtocol } from './protocol.js'
import type { Transport } from './transport.js'
import {
  drop,
  lossOf,
  newWebSocket,
  on,
  type CloseInfo,
  type WebSocketLike,
  type WebSocketOptions,
} from './web-socket.js'

/**
 * The network of a page: `createConnection` and `openConnection` go through
 * WebSockets, one each, to a gateway such as websockify, which knows TCP.
 * `address` says where it is for a host and a port; bytes travel as binary
 * messages.
 *
 *   useWebSockets((host, port) => `wss://gateway.example/${host}/${port}`)
 */
export function useWebSockets(address: (host: string, port: number) => string, options: WebSocketOptions = {}): void {
  setNetwork({
    connect: (factory, where) => connect(factory, where, address, options),
    listen: () => failed(new NotSupportedError('Through WebSockets nobody can listen. Connect to who can.')) as never,
  })
}

function connect<P extends AnyProtocol>(
  factory: () => P,
  { host = 'localhost', port = 0, path, tls }: ConnectOptions,
  address: (host: string, port: number) => string,
  options: WebSocketOptions,
): Future<[Transport, P]> {
  const state = loop
  let socket: WebSocketLike
  try {
    if (path !== void 0) throw new NotSupportedError('Through WebSockets there are no paths. Give a host and a port.')
    if (tls) throw new NotSupportedError('Through WebSockets TLS ends at the gateway. Give it an address with wss.')
    socket = newWebSocket(address(host, port), options)
  } catch (error) {
    return failed(error) as Future<[Transport, P]>
  }
  let cause: unknown = null
  let transport: WebSocketTransport | null = null
  const future = new Future<[Transport, P]>({
    onCancel: () => drop(socket),
    reclaim: ([transport]) => transport.abort(),
  })
  socket.binaryType = 'arraybuffer'
  on(socket, 'open', () => news(state, begin, null, null, null))
  on(socket, 'message', ({ data }: { data: string | ArrayBuffer }) => news(state, came, data, null, null))
  on(socket, 'error', (event: { error?: unknown }) => (cause = event.error || event))
  on(socket, 'close', (info: CloseInfo) => news(state, gone, info, null, null))

  function begin(): void {
    if (future.done()) return
    try {
      const protocol = factory()
      transport = new WebSocketTransport(socket, protocol, { address: host, port })
      future.setResult([transport, protocol])
    } catch (error) {
      drop(socket)
      future.setException(error)
    }
  }
  function came(data: string | ArrayBuffer): void {
    if (transport !== null) transport._came(typeof data === 'string' ? encode(data) : new Uint8Array(data))
  }
  function gone(info: CloseInfo): void {
    if (transport !== null) transport._gone(lossOf(info, cause))
    else if (!future.done()) future.setException(lossOf(info, cause) || connectionReset(null))
  }
  return future
}

/**
 * A transport through one WebSocket.
 *
 * Law: as of all transports, connectionMade comes first and connectionLost last. A page can stop neither its
 * socket's messages, which are kept while reading is paused, nor learn when bytes are sent but by looking.
 */
class WebSocketTransport extends FlowControl<AnyProtocol> implements Transport {
  declare private _socket: WebSocketLike
  declare private _peer: Address
  /** What has come while reading is paused. */
  declare private _kept: Bytes[]
  declare private _paused: boolean
  declare private _closing: boolean
  declare private _lost: boolean
  declare private _error: Error | null

  constructor(socket: WebSocketLike, protocol: AnyProtocol, peer: Address) {
    super(protocol)
    this._socket = socket
    this._peer = peer
    this._kept = []
    this._paused = this._closing = this._lost = false
    this._error = null
    this._call(() => protocol.connectionMade && protocol.connectionMade(this))
  }

  write(data: Bytes | string): void {
    if (data.length === 0 || this._closing) return
    this._socket.send(encode(data) as never)
    this._filled()
  }

  writeLines(list: Iterable<Bytes | string>): void {
    for (const data of list) this.write(data)
  }

  writeEof(): void {
    throw new RuntimeError('Through WebSockets there is no half of a connection. Call close().')
  }

  canWriteEof(): boolean {
    return false
  }

  /** The socket sends what waits before it closes. */
  close(): void {
    if (this._closing) return
    this._closing = true
    this._socket.close(1000)
  }

  abort(): void {
    this._closing = true
    drop(this._socket)
    // The other side may never answer.
    callSoon(() => this._gone(null))
  }

  isClosing(): boolean {
    return this._closing
  }

  isReading(): boolean {
    return !this._paused && !this._closing
  }

  pauseReading(): void {
    if (!this.isReading()) return
    this._paused = true
    if (this._socket.pause) this._socket.pause()
  }

  resumeReading(): void {
    if (!this._paused || this._closing) return
    this._paused = false
    if (this._socket.resume) this._socket.resume()
    // Not from here: who resumes is in the middle of reading.
    callSoon(() => {
      while (this.isReading() && this._kept.length > 0) this._feed(this._kept.shift()!)
    })
  }

  getWriteBufferSize(): number {
    return this._socket.bufferedAmount
  }

  getExtraInfo(name: string, fallback?: unknown): unknown {
    return name === 'socket' ? this._socket : name === 'peername' ? this._peer : fallback
  }

  /** @internal There is no event for bytes that were sent. */
  override _filled(): void {
    const before = this._full
    super._filled()
    if (this._full && !before) this._look()
  }

  /** @internal */
  _came(data: Bytes): void {
    if (this._paused || this._kept.length > 0) this._kept.push(data)
    else this._feed(data)
  }

  /** @internal The connection is gone: what was kept comes first. */
  _gone(error: Error | null): void {
    if (this._lost) return
    this._lost = true
    while (this._kept.length > 0 && !this._closing) this._feed(this._kept.shift()!)
    const { _protocol } = this
    if (!this._closing && error === null) this._call(() => _protocol.eofReceived && _protocol.eofReceived())
    this._closing = true
    this._call(() => this._protocol.connectionLost && this._protocol.connectionLost(this._error || error))
  }

  private _feed(data: Bytes): void {
    this._call(() => feed(this, data))
  }

  private _look(): void {
    callLater(4, () => {
      if (this._lost) return
      if (this.getWriteBufferSize() > this._marks.low) this._look()
      else this._drained()
    })
  }

  private _call(action: () => unknown): void {
    try {
      action()
    } catch (error) {
      callExceptionHandler({ message: 'A protocol failed; its connection is closed.', error })
      this._error = this._error || (error as Error)
      if (!this._lost) this.abort()
    }
  }
}
