import { RuntimeError } from '../core/errors.js'
import type { Bytes } from './bytes.js'
import type { DatagramTransport, SubprocessTransport, Transport } from './transport.js'

/**
 * Who is told of what happens on a connection: asyncio's protocols.
 *
 *   connectionMade  (dataReceived | bufferUpdated)*  eofReceived?  connectionLost
 *
 * All methods may be missing. They are called by the loop, one at a time; one
 * that throws costs its own connection and nothing else.
 */
export interface BaseProtocol<T> {
  connectionMade?(transport: T): void
  /** The last call; null where the connection was closed in good order. */
  connectionLost?(error: Error | null): void
  /** More than the high-water mark waits to be written. */
  pauseWriting?(): void
  /** No more than the low-water mark is left. */
  resumeWriting?(): void
}

export interface AnyProtocol extends BaseProtocol<Transport> {
  dataReceived?(data: Bytes): void
  /** The other side writes no more. True: this side does not close yet. */
  eofReceived?(): boolean | void
  getBuffer?(sizeHint: number): Bytes
  bufferUpdated?(size: number): void
}

/** Base of protocols that get bytes as they come. */
export class Protocol implements AnyProtocol {
  connectionMade(_transport: Transport): void {}
  dataReceived(_data: Bytes): void {}
  eofReceived(): boolean | void {}
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
}

/**
 * Base of protocols that say where bytes go: the machine reads into what
 * `getBuffer` gave, and `bufferUpdated` tells how many bytes came.
 */
export abstract class BufferedProtocol implements AnyProtocol {
  connectionMade(_transport: Transport): void {}
  abstract getBuffer(sizeHint: number): Bytes
  abstract bufferUpdated(size: number): void
  eofReceived(): boolean | void {}
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
}

/** Where a datagram comes from or goes to. */
export interface Address {
  address: string
  port: number
  family?: string
}

/** What an endpoint for datagrams may be told; each part may be missing. */
export interface AnyDatagramProtocol extends BaseProtocol<DatagramTransport> {
  datagramReceived?(data: Bytes, from: Address): void
  /** A send or a receive failed; the endpoint stays open. */
  errorReceived?(error: Error): void
}

/** Base of protocols for datagrams: asyncio's `DatagramProtocol`. */
export class DatagramProtocol implements AnyDatagramProtocol {
  connectionMade(_transport: DatagramTransport): void {}
  datagramReceived(_data: Bytes, _from: Address): void {}
  errorReceived(_error: Error): void {}
  connectionLost(_error: Error | null): void {}
}

/** What the owner of a subprocess may be told; each part may be missing. `fd` is 1 for its output, 2 for its errors. */
export interface AnySubprocessProtocol extends BaseProtocol<SubprocessTransport> {
  pipeDataReceived?(fd: number, data: Bytes): void
  pipeConnectionLost?(fd: number, error: Error | null): void
  processExited?(): void
}

/** Base of protocols for subprocesses: asyncio's `SubprocessProtocol`. */
export class SubprocessProtocol implements AnySubprocessProtocol {
  connectionMade(_transport: SubprocessTransport): void {}
  pipeDataReceived(_fd: number, _data: Bytes): void {}
  pipeConnectionLost(_fd: number, _error: Error | null): void {}
  processExited(): void {}
  connectionLost(_error: Error | null): void {}
}

/**
 * Bytes that came, for the protocol that the transport has now; one that says
 * where they go may change in the middle of them.
 */
export function feed(transport: Transport, data: Bytes): void {
  for (let rest = data; rest.length > 0 && !transport.isClosing();) {
    const protocol = transport.getProtocol()
    if (!isBuffered(protocol)) {
      if (protocol.dataReceived) protocol.dataReceived(rest)
      return
    }
    const buffer = room(protocol)
    const size = Math.min(buffer.length, rest.length)
    buffer.set(rest.subarray(0, size), 0)
    rest = rest.subarray(size)
    protocol.bufferUpdated!(size)
  }
}

export function isBuffered(protocol: AnyProtocol): boolean {
  return typeof protocol.getBuffer === 'function'
}

/** Where the next bytes of a buffered protocol go. */
export function room(protocol: AnyProtocol): Bytes {
  const buffer = protocol.getBuffer!(-1)
  if (buffer.length === 0) throw new RuntimeError('getBuffer() gave a buffer without room.')
  return buffer
}
