import { connect as netConnect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { Future } from '../../core/future.js'
import { loop } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import type { ConnectOptions } from '../network.js'
import { news } from '../news.js'
import type { AnyProtocol } from '../protocol.js'
import type { Transport } from '../transport.js'
import { answer } from './answer.js'
import { onReadLater, SocketTransport, TLS } from './socket-transport.js'
import { accept, named, secure, tlsOptions } from './tls.js'

/** Node tries all addresses of a name, each next one `happyEyeballsDelay` after the one before. */
export function connect<P extends AnyProtocol>(factory: () => P, options: ConnectOptions): Future<[Transport, P]> {
  if (options.tls) return connectSecure(factory, options) as unknown as Future<[Transport, P]>
  if (options.socket) return connected(options.socket as Socket, factory, true)
  let transport: SocketTransport | null = null
  const socket = netConnect({ ...where(options), onread: onReadLater(() => transport) } as never)
  return connected(socket, factory, false, (made) => (transport = made))
}

async function connectSecure<P extends AnyProtocol>(
  factory: () => P,
  options: ConnectOptions,
): Promise<[Transport, P]> {
  const { host, serverName, tlsHandshakeTimeout } = options
  const socket = tlsConnect({
    ...tlsOptions(options.tls),
    ...(options.socket ? { socket: options.socket } : where(options)),
    ...named(serverName || host),
  } as never)
  await secure(socket, tlsHandshakeTimeout)
  return await connected(socket, factory, true, patient(options.tlsShutdownTimeout))
}

/** A connection that somebody else has accepted. With `tls`, the server's side of a handshake comes first. */
export async function connectAcceptedSocket<P extends AnyProtocol>(
  factory: () => P,
  socket: Socket,
  options: { tls?: object; tlsHandshakeTimeout?: number; tlsShutdownTimeout?: number } = {},
): Promise<[transport: Transport, protocol: P]> {
  const { tls, tlsHandshakeTimeout, tlsShutdownTimeout } = options
  const own = tls ? await accept(socket, tls, tlsHandshakeTimeout) : socket
  return await connected(own, factory, true, patient(tlsShutdownTimeout))
}

/** How long the end of TLS may take, where it was said. */
function patient(delay: number | undefined): (made: SocketTransport) => void {
  return (made) => {
    if (delay !== void 0) made._shutdown = delay
  }
}

function where(options: ConnectOptions): object {
  const { host, port, path, localAddress, localPort, family, happyEyeballsDelay, noDelay, keepAlive } = options
  const rest = {
    allowHalfOpen: true,
    noDelay: noDelay !== false,
    keepAlive,
    ...(happyEyeballsDelay === void 0
      ? {}
      : { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: happyEyeballsDelay }),
  }
  return path === void 0 ? { host, port, localAddress, localPort, family, ...rest } : { path, ...rest }
}

/**
 * Done with transport and protocol once the socket is connected and the
 * protocol knows of it. A cancel closes the socket.
 */
export function connected<P extends AnyProtocol>(
  socket: Socket,
  factory: () => P,
  reads: boolean,
  made?: (transport: SocketTransport) => void,
): Future<[Transport, P]> {
  const state = loop
  const future = new Future<[Transport, P]>({
    onCancel() {
      socket.on('error', ignore)
      socket.destroy()
    },
    reclaim: ([transport]) => transport.abort(),
  })

  function fail(error: Error): void {
    socket.off('connect', open)
    answer(state, future, error)
  }
  function open(): void {
    socket.off('error', fail)
    if (future._state === PENDING) news(state, begin, null, null, null)
  }
  function begin(): void {
    let protocol: P
    try {
      protocol = factory()
    } catch (error) {
      socket.on('error', ignore)
      socket.destroy()
      future.setException(error)
      return
    }
    const transport = new SocketTransport(socket, protocol, state, null)
    if ('getCipher' in socket) transport._flags |= TLS
    if (made) made(transport)
    transport._begin(reads)
    future.setResult([transport, protocol])
  }

  if (socket.destroyed) future.setException(new Error('The socket is closed.'))
  else if (socket.connecting) {
    socket.once('error', fail)
    socket.once('connect', open)
  } else begin()
  return future
}

/** The errors of a socket that nobody waits for any more. */
export function ignore(): void {}
