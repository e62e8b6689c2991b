/**
 * TLS on Node: the handshake of either side, at the beginning or in the middle of a connection.
 *
 * Law: a handshake that fails, is cancelled, or takes too long closes the socket.
 */
import type { Socket } from 'node:net'
import { connect as tlsConnect, createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { CancelledError, TimeoutError } from '../../core/errors.js'
import { Future } from '../../core/future.js'
import { loop } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import { callLater } from '../../core/timers.js'
import type { Bytes } from '../bytes.js'
import type { StartTlsOptions } from '../network.js'
import type { Transport } from '../transport.js'
import { answer } from './answer.js'
import { SocketTransport, TLS } from './socket-transport.js'

export const HANDSHAKE_TIMEOUT = 60_000

export function tlsOptions(tls: boolean | object | undefined): object {
  return typeof tls === 'object' ? tls : {}
}

/** Done when the handshake of a client is. A cancel, or the end of its time, closes the socket. */
export function secure(socket: TLSSocket, delay = HANDSHAKE_TIMEOUT): Future<TLSSocket> {
  return handshake(socket, delay, (shaken, fail) => {
    socket.once('secureConnect', () => shaken(socket))
    socket.on('error', fail)
    socket.once('close', () => fail(new Error('The connection was closed during the TLS handshake.')))
    return () => socket.off('error', fail)
  })
}

/** Goes on in TLS on the same connection. The bytes in `received` came before and are part of it. */
export async function startTls(
  transport: Transport,
  options: StartTlsOptions,
  received: Bytes | null,
): Promise<Transport> {
  const old = transport as SocketTransport
  if (!(old instanceof SocketTransport) || old._flags & TLS || old.isClosing()) {
    throw new TypeError('startTls() needs an open plain connection.')
  }
  const { serverSide, serverName, tlsHandshakeTimeout, tlsShutdownTimeout } = options
  const raw = old._release()
  raw.on('error', () => {})
  raw.pause()
  if (received !== null && received.length > 0) raw.unshift(received)
  let socket: TLSSocket
  try {
    socket = await (serverSide
      ? accept(raw, tlsOptions(options.tls), tlsHandshakeTimeout)
      : secure(
          tlsConnect({ ...tlsOptions(options.tls), socket: raw, ...named(serverName) } as never),
          tlsHandshakeTimeout,
        ))
  } catch (error) {
    // The connection was lost with it, and nobody else will tell.
    old._error = error instanceof CancelledError ? null : (error as Error)
    old._lost()
    throw error
  }
  const next = new SocketTransport(socket, old._protocol, old._state, old._server)
  next._flags |= TLS
  if (tlsShutdownTimeout !== void 0) next._farewell = tlsShutdownTimeout
  next._marks = old._marks
  if (old._server !== null) {
    old._server._gained(next)
    old._server._lost(old)
  }
  next._begin(true, false)
  return next
}

/** The name that a certificate has to have; an address is none. */
export function named(name: string | undefined): { servername?: string } {
  return name === void 0 || /^[\d.]+$|:/.test(name) ? {} : { servername: name }
}

/** The server's side of a handshake on a connection that is there. */
export function accept(raw: Socket, options: object, delay = HANDSHAKE_TIMEOUT): Future<TLSSocket> {
  return handshake(raw, delay, (shaken, fail) => {
    const server = createTlsServer({ ...options, handshakeTimeout: 2 * delay })
    // The end of the other side ends a handshake, not what comes after it.
    raw.allowHalfOpen = false
    server.once('secureConnection', (socket) => {
      socket.allowHalfOpen = true
      shaken(socket)
    })
    server.once('tlsClientError', fail)
    server.emit('connection', raw)
    return () => server.off('tlsClientError', fail)
  })
}

function handshake(
  socket: Socket,
  delay: number,
  begin: (shaken: (socket: TLSSocket) => void, fail: (error: Error) => void) => () => void,
): Future<TLSSocket> {
  const state = loop
  const future = new Future<TLSSocket>({
    onCancel: end,
    reclaim(shaken) {
      shaken.on('error', () => {})
      shaken.destroy()
    },
  })
  const timer = callLater(delay, () => {
    end()
    if (future._state === PENDING) future.setException(new TimeoutError('The TLS handshake took too long.'))
  })
  function end(): void {
    timer.cancel()
    socket.on('error', () => {})
    socket.destroy()
  }
  const stop = begin(
    (shaken) => {
      timer.cancel()
      answer(state, future, null, shaken)
      stop()
    },
    (error) => {
      timer.cancel()
      answer(state, future, error)
      socket.destroy()
    },
  )
  return future
}
