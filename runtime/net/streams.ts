/** The streams of a connection, on either side of it: `openConnection`, `startServer`, and both over Unix sockets. */
import type { Future } from '../core/future.js'
import { at, createConnection, createServer, type ConnectOptions, type ListenOptions } from './network.js'
import { owned } from './owned.js'
import { StreamReader } from './reader.js'
import type { Server } from './server.js'
import { StreamReaderProtocol, type StreamHandler } from './stream-protocol.js'
import { StreamWriter } from './writer.js'

/** How streams buffer. */
export interface StreamOptions {
  /** Bytes that a line may have, and half of what is kept unread; 65,536. */
  limit?: number
}

/** What a connection is read from and written to. */
export type Streams = [reader: StreamReader, writer: StreamWriter]

/** Connects; done with the pair to read from and write to. */
export function openConnection(host: string, port: number, options?: ConnectOptions & StreamOptions): Future<Streams> {
  return open(merged({ host, port }, options))
}

/** The same as `openConnection`, to a Unix socket. */
export function openUnixConnection(path: string, options?: ConnectOptions & StreamOptions): Future<Streams> {
  return open(at(path, options))
}

/** Calls `handler(reader, writer)` as a task for each connection. One that fails, or is cancelled, is closed. */
export function startServer(handler: StreamHandler, options: ListenOptions & StreamOptions): Future<Server> {
  return createServer(() => new StreamReaderProtocol(new StreamReader(options.limit), handler), options)
}

/** The same as `startServer`, on a Unix socket. */
export function startUnixServer(
  handler: StreamHandler,
  path: string,
  options?: ListenOptions & StreamOptions,
): Future<Server> {
  return startServer(handler, at(path, options))
}

function open(options: ConnectOptions & StreamOptions): Future<Streams> {
  return owned(
    createConnection(() => new StreamReaderProtocol(new StreamReader(options.limit)), options),
    ([transport, protocol]) => [protocol.reader, new StreamWriter(transport, protocol)] as Streams,
    ([, writer]) => writer.transport().abort(),
  )
}

function merged<O extends object>(first: O, second: O | undefined): O {
  const all = {} as Record<string, unknown>
  for (const name in second) all[name] = second[name]
  for (const name in first) all[name] = first[name]
  return all as O
}
