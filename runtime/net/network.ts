import { NotSupportedError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import type { Future } from '../core/future.js'
import type { Bytes } from './bytes.js'
import type { AnyProtocol } from './protocol.js'
import type { Server } from './server.js'
import type { Transport } from './transport.js'

/** What a machine must offer for connections; Node's comes with the door, others are set with `setNetwork`. */
export interface Network {
  connect<P extends AnyProtocol>(factory: () => P, options: ConnectOptions): Future<[Transport, P]>
  listen(factory: () => AnyProtocol, options: ListenOptions): Future<Server>
  startTls?(transport: Transport, options: StartTlsOptions, received: Bytes | null): Future<Transport>
}

/** Where to connect, and how. Times are milliseconds. */
export interface ConnectOptions {
  host?: string
  port?: number
  /** A Unix socket, in place of host and port. */
  path?: string
  /** A socket that is connected already. */
  socket?: unknown
  localAddress?: string
  localPort?: number
  /** 4, 6, or 0 for both. */
  family?: number
  /** True, or the options of Node's `tls.connect`. */
  tls?: boolean | object
  /** The name in the certificate; by default `host`. */
  serverName?: string
  /** Milliseconds; 60,000. */
  tlsHandshakeTimeout?: number
  /** Milliseconds until a closed connection is given up; 30,000. */
  tlsShutdownTimeout?: number
  /**
   * Of a name with several addresses: milliseconds until the next is tried beside the ones before; 250. Null: each
   * only when the one before has failed.
   */
  happyEyeballsDelay?: number | null
  noDelay?: boolean
  keepAlive?: boolean
}

/** Where to listen, and how. Times are milliseconds. */
export interface ListenOptions {
  /** All interfaces if nothing is said; several get a socket each. */
  host?: string | string[]
  port?: number
  /** A Unix socket, in place of host and port. One that nobody listens on any more is replaced. */
  path?: string
  backlog?: number
  reusePort?: boolean
  ipv6Only?: boolean
  /** The options of Node's `tls.createServer`. */
  tls?: object
  tlsHandshakeTimeout?: number
  tlsShutdownTimeout?: number
  noDelay?: boolean
  keepAlive?: boolean
  /** False: accepts nobody until `startServing()`. */
  startServing?: boolean
}

/** How a connection that stands becomes one of TLS. */
export interface StartTlsOptions {
  /** True, or the options of Node's `tls.connect` or, on the server's side, `tls.createServer`. */
  tls?: boolean | object
  serverSide?: boolean
  serverName?: string
  tlsHandshakeTimeout?: number
  tlsShutdownTimeout?: number
}

let network: Network | null = null

/** The network of this machine; null: none, then what needs one throws NotSupportedError. */
export function setNetwork(other: Network | null): void {
  network = other
}

export function currentNetwork(): Network | null {
  return network
}

/** Connects, and has the protocol that `factory` makes told of it. Done with both once it is. */
export function createConnection<P extends AnyProtocol>(
  factory: () => P,
  options: ConnectOptions,
): Future<[transport: Transport, protocol: P]> {
  const { host, port, path, socket } = options
  if (host === void 0 && port === void 0 && path === void 0 && !socket) {
    throw new TypeError('createConnection() needs a host and a port, a path, or a socket.')
  }
  checkTls(options, options.serverName)
  return network === null ? missing() : network.connect(factory, options)
}

/** Listens; `factory` makes a protocol for each connection. */
export function createServer(factory: () => AnyProtocol, options: ListenOptions): Future<Server> {
  checkTls(options)
  return network === null ? missing() : network.listen(factory, options)
}

/** The same as `createConnection`, to a Unix socket. */
export function createUnixConnection<P extends AnyProtocol>(
  factory: () => P,
  path: string,
  options?: ConnectOptions,
): Future<[transport: Transport, protocol: P]> {
  return createConnection(factory, at(path, options))
}

/** The same as `createServer`, on a Unix socket. */
export function createUnixServer(factory: () => AnyProtocol, path: string, options?: ListenOptions): Future<Server> {
  return createServer(factory, at(path, options))
}

/** Turns a connection into TLS. The protocol stays; the transport given back takes the place of the old one. */
export function startTls(transport: Transport, options: StartTlsOptions, received?: Bytes): Future<Transport> {
  return network === null || !network.startTls ? missing() : network.startTls(transport, options, received || null)
}

/** What is for TLS would say nothing without it. */
function checkTls({ tls, tlsHandshakeTimeout, tlsShutdownTimeout }: StartTlsOptions, serverName?: string): void {
  if (!tls && (serverName !== void 0 || tlsHandshakeTimeout !== void 0 || tlsShutdownTimeout !== void 0)) {
    throw new TypeError('serverName and the time-outs of TLS are for TLS. Give `tls`, too.')
  }
}

/** The same options with a path. */
export function at<O extends { path?: string }>(path: string, options?: O): O {
  const copy = {} as Record<string, unknown>
  for (const name in options) copy[name] = options[name]
  copy.path = path
  return copy as O
}

function missing<T>(): Future<T> {
  return failed(
    new NotSupportedError('This machine has no network that is known here. Give it one with setNetwork().'),
  ) as Future<T>
}
