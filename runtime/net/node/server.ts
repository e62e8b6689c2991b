import { statSync, unlinkSync } from 'node:fs'
import { connect as netConnect, createServer as createNetServer, Socket, type Server as NetServer } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { RuntimeError } from '../../core/errors.js'
import { done, Future } from '../../core/future.js'
import { callExceptionHandler } from '../../core/loop.js'
import { loop, type LoopState } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import type { ListenOptions } from '../network.js'
import { news } from '../news.js'
import { owned } from '../owned.js'
import type { Address, AnyProtocol } from '../protocol.js'
import { BaseServer, type Server } from '../server.js'
import { answer } from './answer.js'
import { opened } from './connect.js'
import { onReadOf, SocketTransport, TLS } from './socket-transport.js'
import { HANDSHAKE_TIMEOUT } from './tls.js'

/** Node's servers under asyncio's `Server`: one for each host. */
export class NodeServer extends BaseServer {
  declare private _servers: NetServer[]
  declare private _factory: () => AnyProtocol
  declare private _options: ListenOptions
  declare private _state: LoopState

  constructor(factory: () => AnyProtocol, options: ListenOptions) {
    super()
    this._servers = []
    this._factory = factory
    this._options = options
    this._state = loop
  }

  sockets(): (Address | string)[] {
    const list: (Address | string)[] = []
    for (const server of this._servers) {
      const address = server.address()
      if (address !== null) list.push(address)
    }
    return list
  }

  async startServing(): Promise<void> {
    if (this._closed) throw new RuntimeError('This server is closed.')
    if (this._serving) return
    const { host, port, path, backlog, reusePort, ipv6Only } = this._options
    const hosts = path === void 0 && host instanceof Array ? host : [host as string | undefined]
    this._serving = true
    let chosen = port
    try {
      for (const name of hosts) {
        const where = path === void 0 ? { host: name, port: chosen || 0, reusePort, ipv6Only } : { path }
        const options = { ...where, backlog: backlog || 128 }
        let server = this._newServer()
        try {
          await listening(server, options)
        } catch (error) {
          if (path === void 0 || !isTaken(error) || !(await isStale(path))) throw error
          unlinkSync(path)
          server = this._newServer()
          await listening(server, options)
        }
        if (this._closed) throw new RuntimeError('This server was closed before it could serve.')
        // With port 0 all get the one that the first has got.
        if (path === void 0) chosen = (server.address() as Address).port
      }
    } catch (error) {
      // One of them may have begun to listen after a close.
      this._stop()
      this.close()
      throw error
    }
  }

  /** @internal */
  override _stop(): void {
    for (const server of this._servers) server.close()
  }

  private _newServer(): NetServer {
    const { tls, tlsHandshakeTimeout, noDelay, keepAlive } = this._options
    const common = { noDelay: noDelay !== false, keepAlive }
    const told = (socket: Socket) => news(this._state, accept, this, socket, null)
    if (!tls) return this._added(createNetServer({ ...common, allowHalfOpen: true, pauseOnConnect: true }, told))
    const handshakeTimeout = tlsHandshakeTimeout === void 0 ? HANDSHAKE_TIMEOUT : tlsHandshakeTimeout
    const server = createTlsServer({ ...tls, ...common, handshakeTimeout } as never)
    server.on('secureConnection', told)
    // A client that fails in the handshake, or ends in it, has never been a connection.
    server.on('tlsClientError', (_error: Error, socket: TLSSocket) => void socket.destroy())
    return this._added(server)
  }

  private _added(server: NetServer): NetServer {
    this._servers.push(server)
    return server
  }

  /** @internal Somebody has connected. */
  _accept(raw: Socket): void {
    let protocol: AnyProtocol
    try {
      if (this._closed) throw new RuntimeError('This server is closed.')
      protocol = this._factory()
    } catch (error) {
      if (!this._closed) callExceptionHandler({ message: 'No protocol for a new connection.', error })
      raw.on('error', () => {})
      raw.destroy()
      return
    }
    let transport: SocketTransport | null = null
    raw.allowHalfOpen = true
    const own = this._options.tls ? null : reread(raw, protocol, () => transport)
    transport = new SocketTransport(own || raw, protocol, this._state, this)
    const { tls, tlsShutdownTimeout } = this._options
    if (tls) transport._flags |= TLS
    if (tlsShutdownTimeout !== void 0) transport._farewell = tlsShutdownTimeout
    this._gained(transport)
    transport._begin(own === null)
  }
}

export function listen(factory: () => AnyProtocol, options: ListenOptions): Future<Server> {
  const server = new NodeServer(factory, options)
  const ready = options.startServing === false ? done(void 0) : (server.startServing() as unknown as Future<void>)
  return owned(
    ready,
    () => server as Server,
    () => server.close(),
  )
}

function accept(server: NodeServer, socket: Socket): void {
  server._accept(socket)
}

/**
 * Node lets a socket be read by `onread` only when it is made, and makes those
 * of a server without. So a socket of ours takes the handle over, and with it
 * the place in the server's count. Null where sockets have no such handle.
 */
function reread(raw: Socket, protocol: AnyProtocol, transport: () => SocketTransport | null): Socket | null {
  const inner = raw as unknown as Inner
  const handle = inner._handle
  if (!handle || typeof handle.useUserBuffer !== 'function') return null
  inner._handle = null
  const socket = new Socket({ handle, allowHalfOpen: true, onread: onReadOf(protocol, transport) } as never)
  const own = socket as unknown as Inner
  own.server = inner.server
  own._server = inner._server
  inner.server = inner._server = null
  return socket
}

/** What Node's sockets have and its types do not tell. */
interface Inner {
  _handle: { useUserBuffer?: unknown } | null
  server: unknown
  _server: unknown
}

const isTaken = (error: unknown) => (error as { code?: string }).code === 'EADDRINUSE'

/** Has the server of this Unix socket ended without removing it? */
async function isStale(path: string): Promise<boolean> {
  try {
    const socket = await opened(netConnect({ path }))
    socket.destroy()
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ECONNREFUSED' && statSync(path).isSocket()
  }
}

function listening(server: NetServer, options: object): Future<void> {
  const state = loop
  const future = new Future<void>({ onCancel: () => void server.close() })
  server.once('error', (error) => answer(state, future, error))
  server.listen(options, () => {
    server.on('error', (error) => callExceptionHandler({ message: 'A server failed.', error }))
    if (future._state === PENDING) answer(state, future, null)
    // Node looks the name up first, and until then knows nothing to close.
    else server.close()
  })
  return future
}
