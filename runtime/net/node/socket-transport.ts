import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { callExceptionHandler } from '../../core/loop.js'
import type { LoopState } from '../../core/running.js'
import { callLater, type Timer } from '../../core/timers.js'
import { RuntimeError, TimeoutError } from '../../core/errors.js'
import { copyOf, type Bytes } from '../bytes.js'
import { news } from '../news.js'
import { FlowControl } from '../flow-control.js'
import { feed, isBuffered, room, type AnyProtocol } from '../protocol.js'
import type { BaseServer, Client } from '../server.js'
import type { WaterMarks } from '../transport.js'

/**
 * A transport over a socket of Node's, plain or TLS.
 *
 * Plain sockets are read by their `onread`, which needs no stream machinery and
 * no memory of its own: into the protocol's buffer, or into one scratch buffer
 * for all, out of which the bytes are copied. That is less work than a `data`
 * handler. Other sockets are read by their events.
 *
 * Law: connectionMade comes first, connectionLost last, each once.
 */
export class SocketTransport extends FlowControl<AnyProtocol> implements Client {
  declare _socket: TransportSocket
  declare _state: LoopState
  /** Whose connection it is, if a server's, and where it is among them. */
  declare _server: BaseServer | null
  declare _place: number
  declare _flags: number
  declare _error: Error | null
  /** Milliseconds that the end of TLS may take; once it has begun, the timer of that. */
  declare _farewell: number | Timer
  /** What the socket calls for a write that had to wait; made by the first. */
  declare private _written: ((error?: Error | null) => void) | null

  constructor(socket: Socket, protocol: AnyProtocol, state: LoopState, server: BaseServer | null) {
    super(protocol)
    this._socket = socket as TransportSocket
    this._state = state
    this._server = server
    this._place = 0
    this._flags = 0
    this._error = null
    this._written = null
    this._farewell = 30_000
    this._socket._transport = this
  }

  close(): void {
    if (this._flags & CLOSING) return
    this._flags |= CLOSING
    this._socket.pause()
    this._socket.destroySoon()
    // Over TLS the other side has to take our farewell, and what comes before it.
    if (this._flags & TLS && !this._socket.destroyed) {
      this._farewell = callLater(this._farewell as number, tooLong, this)
    }
  }

  abort(): void {
    this._flags |= CLOSING
    if (typeof this._farewell !== 'number') this._farewell.cancel()
    this._socket.destroy()
  }

  isClosing(): boolean {
    return (this._flags & CLOSING) !== 0
  }

  isReading(): boolean {
    return (this._flags & (PAUSED | CLOSING | ENDED)) === 0
  }

  pauseReading(): void {
    if (!this.isReading()) return
    this._flags |= PAUSED
    this._socket.pause()
  }

  resumeReading(): void {
    if ((this._flags & (PAUSED | CLOSING)) !== PAUSED) return
    this._flags &= ~PAUSED
    this._socket.resume()
  }

  write(data: Bytes | string): void {
    if (this._flags & WROTE_EOF) throw new RuntimeError('write() after writeEof(): this side has ended.')
    if (data.length === 0 || this._flags & CLOSING) return
    const socket = this._socket
    const most = typeof data === 'string' ? 3 * data.length : data.length
    // Only what may wait needs to be told of when it is written.
    if (socket.writableLength + most <= this._marks.high) socket.write(data)
    else {
      socket.write(data, this._whenWritten())
      this._filled()
    }
  }

  writeLines(list: Iterable<Bytes | string>): void {
    // One call of the system for all.
    this._socket.cork()
    try {
      for (const data of list) this.write(data)
    } finally {
      this._socket.uncork()
    }
  }

  writeEof(): void {
    if (this._flags & (WROTE_EOF | CLOSING)) return
    if (!this.canWriteEof()) throw new RuntimeError('Over TLS there is no half of a connection. Call close().')
    this._flags |= WROTE_EOF
    this._socket.end()
  }

  canWriteEof(): boolean {
    return (this._flags & TLS) === 0
  }

  getWriteBufferSize(): number {
    return this._socket.writableLength
  }

  override setProtocol(protocol: AnyProtocol): void {
    super.setProtocol(protocol)
    this._flags &= ~LENT
  }

  override setWriteBufferLimits(limits?: WaterMarks): void {
    super.setWriteBufferLimits(limits)
    // What is written already may have nobody to tell.
    if (this._full && !(this._flags & CLOSING)) this._socket.write('', this._whenWritten())
  }

  getExtraInfo(name: string, fallback?: unknown): unknown {
    const value = extraInfo[name] ? extraInfo[name](this._socket) : void 0
    return value === void 0 || value === null ? fallback : value
  }

  /** @internal The socket is connected: from here on it is ours. `reads`: by its events. */
  _begin(reads: boolean, tells = true): void {
    const socket = this._socket
    if (reads) socket.on('data', onData)
    // Node's own listener does nothing for a socket that may be half open, and a list of two takes 70 bytes.
    else for (const listener of socket.listeners('end')) socket.off('end', listener as () => void)
    socket.on('end', onEnd)
    socket.on('error', onError)
    socket.on('close', onClose)
    try {
      if (tells && this._protocol.connectionMade) this._protocol.connectionMade(this)
    } catch (error) {
      this._fatal(error)
    }
    if (this.isReading()) socket.resume()
    else socket.pause()
  }

  /** @internal The connection is gone. */
  _lost(): void {
    this._flags |= CLOSING
    if (typeof this._farewell !== 'number') this._farewell.cancel()
    try {
      if (this._protocol.connectionLost) this._protocol.connectionLost(this._error)
    } catch (error) {
      callExceptionHandler({ message: 'connectionLost() failed.', error })
    }
    if (this._server !== null) this._server._lost(this)
  }

  /** @internal Its protocol failed: that costs this connection. */
  _fatal(error: unknown): void {
    callExceptionHandler({ message: 'A protocol failed; its connection is closed.', error })
    this._error = error instanceof Error ? error : new Error(String(error))
    this.abort()
  }

  /** @internal The socket is somebody else's from here on. */
  _release(): Socket {
    const socket = this._socket
    socket.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
    socket._transport = null
    this._flags |= CLOSING
    return socket
  }

  private _whenWritten(): (error?: Error | null) => void {
    // Of a write that failed the socket tells by itself.
    return this._written || (this._written = (error) => error || news(this._state, drained, this, null, null))
  }
}

/** A socket and the transport that it belongs to: its listeners are the same functions for all. */
export interface TransportSocket extends Socket {
  _transport: SocketTransport | null
}

/** close() or abort() was called, or the connection is lost. */
const CLOSING = 1
/** pauseReading() was called. */
const PAUSED = 2
/** The other side has ended. */
const ENDED = 4
const WROTE_EOF = 8
export const TLS = 16
/** What is read into now is the buffer of the protocol. */
const LENT = 32

/** What is read for protocols that keep no buffer; its bytes are copied out before anything else is read. */
let scratch: Uint8Array | null = null

/** The other systems fill the buffer right before the callback; Windows reads ahead, so that each socket needs its own. */
const shares = process.platform !== 'win32'

function scratchBuffer(): Uint8Array {
  if (!shares) return new Uint8Array(65536)
  return scratch || (scratch = new Uint8Array(65536))
}

/** The `onread` of a socket whose protocol is known. */
export function onReadOf(protocol: AnyProtocol, transport: () => SocketTransport | null) {
  return { buffer: isBuffered(protocol) ? () => bufferFor(transport()) : scratchBuffer(), callback: onRead }
}

/** The `onread` of a socket whose protocol is made once it is connected. */
export function onReadLater(transport: () => SocketTransport | null) {
  const own = scratchBuffer()
  return { buffer: () => bufferFor(transport(), own), callback: onRead }
}

/** Where the next bytes go. */
function bufferFor(transport: SocketTransport | null, own?: Uint8Array): Uint8Array {
  if (transport === null) return own || scratchBuffer()
  transport._flags &= ~LENT
  const protocol = transport._protocol
  if (!isBuffered(protocol)) return own || scratchBuffer()
  try {
    const buffer = room(protocol)
    transport._flags |= LENT
    return buffer
  } catch (error) {
    transport._fatal(error)
    return own || scratchBuffer()
  }
}

function onRead(this: unknown, size: number, buffer: Uint8Array): boolean {
  const transport = (this as TransportSocket)._transport
  if (transport === null || transport._flags & CLOSING) return false
  news(transport._state, received, transport, size, buffer)
  return (transport._flags & (PAUSED | CLOSING)) === 0
}

function onData(this: TransportSocket, data: Uint8Array): void {
  const transport = this._transport!
  if (!(transport._flags & CLOSING)) news(transport._state, came, transport, data, null)
}

/** So many bytes are in the buffer: the protocol's own, or one that others will read into. */
function received(transport: SocketTransport, size: number, buffer: Uint8Array): void {
  if (!(transport._flags & LENT)) came(transport, copyOf(buffer, size))
  else {
    try {
      transport._protocol.bufferUpdated!(size)
    } catch (error) {
      transport._fatal(error)
    }
  }
}

/** Bytes that are ours to give away. */
function came(transport: SocketTransport, data: Bytes): void {
  try {
    feed(transport, data)
  } catch (error) {
    transport._fatal(error)
  }
}

function onEnd(this: TransportSocket): void {
  const transport = this._transport!
  if (!(transport._flags & CLOSING)) news(transport._state, ended, transport, null, null)
}

function ended(transport: SocketTransport): void {
  transport._flags |= ENDED
  let stays: boolean | void = false
  try {
    if (transport._protocol.eofReceived) stays = transport._protocol.eofReceived()
  } catch (error) {
    transport._fatal(error)
    return
  }
  if (!stays || transport._flags & TLS) transport.close()
}

function onError(this: TransportSocket, error: Error): void {
  const transport = this._transport!
  transport._error = transport._error || error
}

function onClose(this: TransportSocket): void {
  const transport = this._transport!
  news(transport._state, lost, transport, null, null)
}

function lost(transport: SocketTransport): void {
  transport._lost()
}

function tooLong(transport: SocketTransport): void {
  transport._error =
    transport._error || new TimeoutError('The end of TLS took too long; what waited to be sent is lost.')
  transport.abort()
}

function drained(transport: SocketTransport): void {
  if (!transport._socket.destroyed) transport._drained()
}

const extraInfo: Record<string, (socket: Socket) => unknown> = {
  socket: (socket) => socket,
  pipe: (socket) => socket,
  peername: (socket) => addressOf(socket.remoteAddress, socket.remotePort, socket.remoteFamily),
  sockname: (socket) => addressOf(socket.localAddress, socket.localPort, socket.localFamily),
  peercert: (socket) => secure(socket, (it) => it.getPeerCertificate()),
  cipher: (socket) => secure(socket, (it) => it.getCipher()),
  alpn: (socket) => secure(socket, (it) => it.alpnProtocol),
}

function addressOf(address: string | undefined, port: number | undefined, family: string | undefined) {
  return address === void 0 ? void 0 : { address, port, family }
}

function secure<T>(socket: Socket, ask: (socket: TLSSocket) => T): T | undefined {
  return 'getCipher' in socket ? ask(socket as TLSSocket) : void 0
}
