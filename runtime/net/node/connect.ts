import { connect as netConnect, isIP, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { Future } from '../../core/future.js'
import { loop } from '../../core/running.js'
import { ExceptionGroup } from '../../tasks/exception-group.js'
import { staggeredRace, type Winner } from '../../tasks/staggered-race.js'
import type { ConnectOptions } from '../network.js'
import { owned } from '../owned.js'
import type { AnyProtocol } from '../protocol.js'
import type { Transport } from '../transport.js'
import { getAddrInfo, type AddrInfo } from './addresses.js'
import { answer } from './answer.js'
import { onReadLater, SocketTransport, TLS, type TransportSocket } from './socket-transport.js'
import { accept, named, secure, tlsOptions } from './tls.js'

export function connect<P extends AnyProtocol>(factory: () => P, options: ConnectOptions): Future<[Transport, P]> {
  const work = options.tls ? connectSecure(factory, options) : connectPlain(factory, options)
  return work as unknown as Future<[Transport, P]>
}

async function connectPlain<P extends AnyProtocol>(factory: () => P, options: ConnectOptions): Promise<[Transport, P]> {
  if (options.socket) return await connected(options.socket as Socket, factory, true)
  return await connected(await dialled(options), factory, false)
}

async function connectSecure<P extends AnyProtocol>(
  factory: () => P,
  options: ConnectOptions,
): Promise<[Transport, P]> {
  const { host, serverName, tls, tlsHandshakeTimeout } = options
  const raw = (options.socket as Socket) || (await dialled(options))
  raw.on('error', ignore)
  const socket = tlsConnect({ ...tlsOptions(tls), socket: raw, ...named(serverName || host) } as never)
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
    if (delay !== void 0) made._farewell = delay
  }
}

/** A socket that is connected: with a name, to whichever of its addresses answers first. */
async function dialled(options: ConnectOptions): Promise<Socket> {
  const { host = 'localhost', port = 0, path, family, happyEyeballsDelay = 250 } = options
  if (path !== void 0 || isIP(host)) return await opened(attempt(options, host))
  const addresses = interleaved(await getAddrInfo(host, port, { family }))
  if (addresses.length === 1) return await opened(attempt(options, addresses[0]))
  try {
    return await first(addresses, options, happyEyeballsDelay)
  } catch (error) {
    if (error instanceof ExceptionGroup) throw unreachable(host, error.errors)
    throw error
  }
}

/** The first of the addresses to answer. Two may do so at once. */
function first(addresses: string[], options: ConnectOptions, delay: number | null): Future<Socket> {
  const sockets: Socket[] = []
  const tries = addresses.map((address) => () => {
    const socket = attempt(options, address)
    sockets.push(socket)
    return opened(socket)
  })
  const winner = ({ value }: Winner<Socket>) => {
    for (const socket of sockets) if (socket !== value) discard(socket)
    return value
  }
  return owned(staggeredRace(tries, delay), winner, discard)
}

/** The two families in turn, beginning with that of the first: one that is broken costs no more than one delay. */
function interleaved(list: AddrInfo[]): string[] {
  const same = list.filter(({ family }) => family === list[0].family)
  const other = list.filter(({ family }) => family !== list[0].family)
  const addresses: string[] = []
  for (let i = 0; i < list.length; i++) {
    if (i < same.length) addresses.push(same[i].address)
    if (i < other.length) addresses.push(other[i].address)
  }
  return addresses
}

/** What the addresses have failed with; `code` is that of the first. */
function unreachable(host: string, errors: unknown[]): Error {
  const error = new ExceptionGroup('No address of ' + host + ' could be reached', errors)
  return Object.assign(error, { code: (errors[0] as { code?: string }).code })
}

function attempt(options: ConnectOptions, host: string): Socket {
  const { port, path, localAddress, localPort, noDelay, keepAlive } = options
  let socket: TransportSocket | null = null
  const common = {
    allowHalfOpen: true,
    noDelay: noDelay !== false,
    keepAlive,
    // TLS reads by itself.
    ...(options.tls ? {} : { onread: onReadLater(() => socket && socket._transport) }),
  }
  socket = netConnect(
    (path === void 0 ? { host, port, localAddress, localPort, ...common } : { path, ...common }) as never,
  ) as TransportSocket
  return socket
}

/** Done once the socket is connected. It reads nothing before its transport says so. A cancel closes it. */
export function opened(socket: Socket): Future<Socket> {
  const state = loop
  const future = new Future<Socket>({ onCancel: () => discard(socket), reclaim: discard })
  function fail(error: Error): void {
    socket.off('connect', open)
    answer(state, future, error)
  }
  function open(): void {
    socket.off('error', fail)
    socket.pause()
    answer(state, future, null, socket)
  }
  if (socket.destroyed) future.setException(new Error('The socket is closed.'))
  else if (socket.connecting) {
    socket.once('error', fail)
    socket.once('connect', open)
  } else future.setResult(socket)
  return future
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
  const begin = (): [Transport, P] => {
    let protocol: P
    try {
      protocol = factory()
    } catch (error) {
      discard(socket)
      throw error
    }
    const transport = new SocketTransport(socket, protocol, loop, null)
    if ('getCipher' in socket) transport._flags |= TLS
    if (made) made(transport)
    transport._begin(reads)
    return [transport, protocol]
  }
  return owned(opened(socket), begin, ([transport]) => transport.abort())
}

function discard(socket: Socket): void {
  socket.on('error', ignore)
  socket.destroy()
}

/** The errors of a socket that nobody waits for any more. */
function ignore(): void {}
