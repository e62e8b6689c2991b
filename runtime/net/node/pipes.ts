import { Socket } from 'node:net'
import type { Future } from '../../core/future.js'
import type { AnyProtocol } from '../protocol.js'
import type { ReadTransport, WriteTransport } from '../transport.js'
import { connected } from './connect.js'

/** A protocol for what comes out of a pipe, a terminal or a socket of Node's, or of a descriptor that is one. */
export function connectReadPipe<P extends AnyProtocol>(
  factory: () => P,
  pipe: Socket | number,
): Future<[transport: ReadTransport, protocol: P]> {
  const socket = typeof pipe === 'number' ? new Socket({ fd: pipe, readable: true, writable: false }) : pipe
  return connected(socket, factory, true)
}

/** The same for writing. */
export function connectWritePipe<P extends AnyProtocol>(
  factory: () => P,
  pipe: Socket | number,
): Future<[transport: WriteTransport, protocol: P]> {
  const socket = typeof pipe === 'number' ? new Socket({ fd: pipe, readable: false, writable: true }) : pipe
  return connected(socket, factory, false)
}
