/**
 * UDP: a socket of Node's and the protocol that is told of what comes in.
 *
 * Law: a datagram is one of many. What goes wrong with it is told, and the endpoint stays open.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { RuntimeError } from '../../core/errors.js'
import { callExceptionHandler } from '../../core/loop.js'
import { Future } from '../../core/future.js'
import { loop, type LoopState } from '../../core/running.js'
import type { Bytes } from '../bytes.js'
import { FlowControl } from '../flow-control.js'
import { news } from '../news.js'
import type { Address, AnyDatagramProtocol } from '../protocol.js'
import type { DatagramTransport } from '../transport.js'
import { answer } from './answer.js'

export interface DatagramOptions {
  /** Where it is bound to; by default any port of all interfaces. */
  local?: { host?: string; port?: number }
  /** The only one it speaks with. */
  remote?: { host?: string; port: number }
  /** 4 or 6; by default as the addresses say. */
  family?: number
  broadcast?: boolean
  reuseAddress?: boolean
  reusePort?: boolean
}

/** A UDP socket and the protocol that is told of what comes in. */
export async function createDatagramEndpoint<P extends AnyDatagramProtocol>(
  factory: () => P,
  options: DatagramOptions = {},
): Promise<[transport: DatagramTransport, protocol: P]> {
  const { local, remote, family, broadcast, reuseAddress, reusePort } = options
  const host = (local && local.host) || (remote && remote.host) || ''
  const type = family === 6 || (family !== 4 && host.indexOf(':') >= 0) ? 'udp6' : 'udp4'
  const socket = createSocket({ type, reuseAddr: reuseAddress, reusePort } as never)
  try {
    await event(socket, 'listening', () => socket.bind({ port: local && local.port, address: local && local.host }))
    if (remote) await event(socket, 'connect', () => socket.connect(remote.port, remote.host))
    if (broadcast) socket.setBroadcast(true)
    const protocol = factory()
    return [new UdpTransport(socket, protocol, !!remote), protocol]
  } catch (error) {
    close(socket)
    throw error
  }
}

class UdpTransport extends FlowControl<AnyDatagramProtocol> implements DatagramTransport {
  declare private _socket: Socket
  declare private _state: LoopState
  declare private _connected: boolean
  declare private _closing: boolean
  /** Datagrams that are on their way to the system. */
  declare private _sending: number
  declare private _sent: (error: Error | null) => void

  constructor(socket: Socket, protocol: AnyDatagramProtocol, connected: boolean) {
    super(protocol)
    const state = loop
    this._socket = socket
    this._state = state
    this._connected = connected
    this._closing = false
    this._sending = 0
    this._sent = (error) => news(state, sent, this, error, null)
    socket.on('message', (data, from) => news(state, received, this, data, from))
    socket.on('error', (error) => news(state, failed, this, error, null))
    socket.on('close', () => news(state, lost, this, null, null))
    this._call(() => protocol.connectionMade && protocol.connectionMade(this))
  }

  /** To whom it is connected when nobody is named. Ignored once it is closing. */
  sendTo(data: Bytes | string, to?: Address | null): void {
    if (this._closing) return
    if (!to && !this._connected) throw new RuntimeError('sendTo() needs an address: this endpoint has no remote.')
    this._sending++
    if (to && !this._connected) this._socket.send(data, to.port, to.address, this._sent)
    else this._socket.send(data, this._sent)
    this._filled()
  }

  close(): void {
    if (this._closing) return
    this._closing = true
    if (this._sending === 0) close(this._socket)
  }

  abort(): void {
    this._closing = true
    close(this._socket)
  }

  isClosing(): boolean {
    return this._closing
  }

  getWriteBufferSize(): number {
    return this._sending === 0 ? 0 : this._socket.getSendQueueSize()
  }

  getExtraInfo(name: string, fallback?: unknown): unknown {
    if (name === 'socket') return this._socket
    try {
      if (name === 'sockname') return this._socket.address()
      if (name === 'peername' && this._connected) return this._socket.remoteAddress()
    } catch {
      // It is closed.
    }
    return fallback
  }

  /** @internal */
  _received(data: Bytes, { address, port, family }: RemoteInfo): void {
    const { _protocol } = this
    if (this._closing || !_protocol.datagramReceived) return
    this._call(() => _protocol.datagramReceived!(data, { address, port, family }))
  }

  /** @internal */
  _failed(error: Error): void {
    if (this._protocol.errorReceived) this._call(() => this._protocol.errorReceived!(error))
  }

  /** @internal */
  _wasSent(error: Error | null): void {
    this._sending--
    if (error && !this._closing) this._failed(error)
    this._drained()
    if (this._closing && this._sending === 0) close(this._socket)
  }

  /** @internal */
  _lost(): void {
    this._closing = true
    this._call(() => this._protocol.connectionLost && this._protocol.connectionLost(null))
  }

  private _call(action: () => void): void {
    try {
      action()
    } catch (error) {
      callExceptionHandler({ message: 'A datagram protocol failed.', error })
    }
  }
}

function received(transport: UdpTransport, data: Bytes, from: RemoteInfo): void {
  transport._received(data, from)
}

function failed(transport: UdpTransport, error: Error): void {
  transport._failed(error)
}

function sent(transport: UdpTransport, error: Error | null): void {
  transport._wasSent(error)
}

function lost(transport: UdpTransport): void {
  transport._lost()
}

/** Begins something, and is done with the event of that name. */
function event(socket: Socket, name: string, begin: () => void): Future<void> {
  const state = loop
  const future = new Future<void>()
  function end(error?: Error): void {
    socket.off(name, end)
    socket.off('error', end)
    answer(state, future, error)
  }
  socket.once(name, end)
  socket.once('error', end)
  begin()
  return future
}

function close(socket: Socket): void {
  try {
    socket.close()
  } catch {
    // It is closed already.
  }
}
