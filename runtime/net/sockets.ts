import { RuntimeError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { done, Future } from '../core/future.js'
import { callSoon } from '../core/handle.js'
import { callExceptionHandler } from '../core/loop.js'
import { configureBare } from '../hosts/bare.js'
import { encode, type Bytes } from './bytes.js'
import { FlowControl } from './flow-control.js'
import { setNetwork, type ConnectOptions, type ListenOptions } from './network.js'
import { feed, type Address, type AnyProtocol } from './protocol.js'
import { BaseServer, type Client, type Server } from './server.js'
import type { Transport } from './transport.js'

/**
 * What an embedder of a bare engine has to offer for a network: BSD's sockets,
 * none of which blocks but `poll`. A descriptor is any number. What goes wrong
 * is thrown.
 */
export interface Sockets {
  /** Begins to connect. */
  connect(host: string, port: number): number
  /** Why a connect that has ended has failed; null: it has not. */
  failure(fd: number): string | null
  /** Up to `size` bytes; none at the end; null: not now. */
  read(fd: number, size: number): Bytes | null
  /** Bytes that were taken; 0: not now. */
  write(fd: number, data: Bytes): number
  /** Ends the side that writes. */
  end(fd: number): void
  close(fd: number): void
  listen(host: string, port: number): number
  /** The next connection; -1: none now. */
  accept(fd: number): number
  /** The port that a listening socket has got. */
  port(fd: number): number
  /** Sleeps until one of these is ready, or for `delay` milliseconds; -1: for as long as it takes. */
  poll(reading: number[], writing: number[], delay: number): number[]
}

/** Puts a network of such sockets under `openConnection` and its kin, and has the loop sleep in `poll`. */
export function useSockets(sockets: Sockets): void {
  /** Who waits for a descriptor. */
  const open: Watcher[] = []

  function watch(watcher: Watcher): void {
    open.push(watcher)
  }

  function leave(watcher: Watcher): void {
    for (let i = 0; i < open.length; i++) if (open[i] === watcher) open.splice(i--, 1)
  }

  function close(watcher: Watcher): void {
    leave(watcher)
    sockets.close(watcher.fd)
  }

  function wait(delay: number): void {
    const reading: number[] = []
    const writing: number[] = []
    for (let i = 0; i < open.length; i++) {
      if (open[i].reads()) reading.push(open[i].fd)
      if (open[i].writes()) writing.push(open[i].fd)
    }
    const ready = sockets.poll(reading, writing, delay === Infinity ? -1 : delay)
    const told = open.slice()
    for (let i = 0; i < told.length; i++) {
      for (let j = 0; j < ready.length; j++) if (told[i].fd === ready[j] && open.indexOf(told[i]) >= 0) told[i].ready()
    }
  }

  const machine: Machine = { sockets, watch, leave, close }
  configureBare({ wait, busy: () => open.length > 0 })
  setNetwork({
    connect: (factory, options) => connect(machine, factory, options),
    listen: (factory, options) => listen(machine, factory, options),
  })
}

interface Machine {
  sockets: Sockets
  watch(watcher: Watcher): void
  /** It waits no more; the descriptor stays open. */
  leave(watcher: Watcher): void
  close(watcher: Watcher): void
}

interface Watcher {
  fd: number
  reads(): boolean
  writes(): boolean
  ready(): void
}

function connect<P extends AnyProtocol>(
  machine: Machine,
  factory: () => P,
  { host = 'localhost', port = 0, path, tls }: ConnectOptions,
): Future<[Transport, P]> {
  const { sockets } = machine
  if (path !== void 0 || tls) {
    return failed(new RuntimeError('These sockets have neither paths nor TLS.')) as Future<[Transport, P]>
  }
  let attempt: Watcher | null = null
  const future = new Future<[Transport, P]>({
    onCancel: () => machine.close(attempt!),
    reclaim: ([transport]) => transport.abort(),
  })
  try {
    attempt = {
      fd: sockets.connect(host, port),
      reads: () => false,
      writes: () => true,
      ready() {
        const reason = sockets.failure(attempt!.fd)
        if (reason !== null) {
          machine.close(attempt!)
          future.setException(new Error(reason))
          return
        }
        try {
          const protocol = factory()
          machine.leave(attempt!)
          const transport = new SocketsTransport(machine, attempt!.fd, protocol, null, { address: host, port })
          future.setResult([transport, protocol])
        } catch (error) {
          machine.close(attempt!)
          future.setException(error)
        }
      },
    }
    machine.watch(attempt)
  } catch (error) {
    future.setException(error)
  }
  return future
}

const CHUNK = 65536

class SocketsTransport extends FlowControl<AnyProtocol> implements Client, Watcher {
  declare fd: number
  declare private _machine: Machine
  declare private _server: BaseServer | null
  declare _place: number
  declare private _peer: Address | null
  declare private _chunks: Bytes[]
  declare private _size: number
  declare private _paused: boolean
  declare private _ended: boolean
  declare private _wroteEof: boolean
  declare private _closing: boolean
  declare private _lost: boolean

  constructor(machine: Machine, fd: number, protocol: AnyProtocol, server: BaseServer | null, peer: Address | null) {
    super(protocol)
    this.fd = fd
    this._machine = machine
    this._server = server
    this._place = 0
    this._peer = peer
    this._chunks = []
    this._size = 0
    this._paused = this._ended = this._wroteEof = this._closing = this._lost = false
    machine.watch(this)
    if (server !== null) server._gained(this)
    this._call(() => protocol.connectionMade && protocol.connectionMade(this))
  }

  reads(): boolean {
    return !this._paused && !this._ended && !this._closing
  }

  writes(): boolean {
    return this._size > 0
  }

  ready(): void {
    try {
      if (this._size > 0) this._flush()
      if (this.reads()) this._read()
    } catch (error) {
      this._lose(error as Error)
    }
  }

  write(data: Bytes | string): void {
    if (this._wroteEof) throw new RuntimeError('write() after writeEof(): this side has ended.')
    const bytes = encode(data)
    if (bytes.length === 0 || this._closing) return
    this._chunks.push(bytes)
    this._size += bytes.length
    // At once as much as goes; who writes hears of an error later.
    if (this._chunks.length === 1) {
      try {
        this._flush()
      } catch (error) {
        this._closing = true
        callSoon(() => this._lose(error as Error))
      }
    }
    this._filled()
  }

  writeLines(list: Iterable<Bytes | string>): void {
    for (const data of list) this.write(data)
  }

  writeEof(): void {
    if (this._wroteEof || this._closing) return
    this._wroteEof = true
    if (this._size === 0) this._machine.sockets.end(this.fd)
  }

  canWriteEof(): boolean {
    return true
  }

  close(): void {
    if (this._closing) return
    this._closing = true
    if (this._size === 0) callSoon(() => this._lose(null))
  }

  abort(): void {
    this._closing = true
    this._chunks = []
    this._size = 0
    callSoon(() => this._lose(null))
  }

  isClosing(): boolean {
    return this._closing
  }

  isReading(): boolean {
    return this.reads()
  }

  pauseReading(): void {
    this._paused = true
  }

  resumeReading(): void {
    this._paused = false
  }

  getWriteBufferSize(): number {
    return this._size
  }

  getExtraInfo(name: string, fallback?: unknown): unknown {
    if (name === 'socket') return this.fd
    return name === 'peername' && this._peer !== null ? this._peer : fallback
  }

  private _flush(): void {
    const chunks = this._chunks
    while (chunks.length > 0) {
      const taken = this._machine.sockets.write(this.fd, chunks[0])
      this._size -= taken
      if (taken < chunks[0].length) {
        chunks[0] = chunks[0].subarray(taken)
        break
      }
      chunks.shift()
    }
    this._drained()
    if (this._size > 0) return
    if (this._closing) this._lose(null)
    else if (this._wroteEof) this._machine.sockets.end(this.fd)
  }

  private _read(): void {
    const data = this._machine.sockets.read(this.fd, CHUNK)
    if (data === null) return
    const protocol = this._protocol
    if (data.length === 0) {
      this._ended = true
      let stays: boolean | void = false
      this._call(() => (stays = protocol.eofReceived ? protocol.eofReceived() : false))
      if (!stays) this.close()
    } else this._call(() => feed(this, data))
  }

  private _lose(error: Error | null): void {
    if (this._lost) return
    this._lost = this._closing = true
    this._machine.close(this)
    this._call(() => this._protocol.connectionLost && this._protocol.connectionLost(error))
    if (this._server !== null) this._server._lost(this)
  }

  private _call(action: () => unknown): void {
    try {
      action()
    } catch (error) {
      callExceptionHandler({ message: 'A protocol failed; its connection is closed.', error })
      this._lose(error as Error)
    }
  }
}

class SocketsServer extends BaseServer implements Watcher {
  declare fd: number
  declare private _machine: Machine
  declare private _factory: () => AnyProtocol
  declare private _options: ListenOptions

  constructor(machine: Machine, factory: () => AnyProtocol, options: ListenOptions) {
    super()
    this.fd = -1
    this._machine = machine
    this._factory = factory
    this._options = options
  }

  reads(): boolean {
    return true
  }

  writes(): boolean {
    return false
  }

  ready(): void {
    const fd = this._machine.sockets.accept(this.fd)
    if (fd >= 0) new SocketsTransport(this._machine, fd, this._factory(), this, null)
  }

  startServing(): Promise<void> {
    const { host, port = 0 } = this._options
    if (this._closed) throw new RuntimeError('This server is closed.')
    if (!this._serving) {
      this.fd = this._machine.sockets.listen((host as string) || '0.0.0.0', port)
      this._machine.watch(this)
      this._serving = true
    }
    return done(void 0) as unknown as Promise<void>
  }

  sockets(): (Address | string)[] {
    if (!this._serving) return []
    return [{ address: (this._options.host as string) || '0.0.0.0', port: this._machine.sockets.port(this.fd) }]
  }

  /** @internal */
  override _stop(): void {
    if (this.fd >= 0) this._machine.close(this)
  }
}

function listen(machine: Machine, factory: () => AnyProtocol, options: ListenOptions): Future<Server> {
  try {
    const server = new SocketsServer(machine, factory, options)
    if (options.startServing !== false) void server.startServing()
    return done(server) as Future<never> as Future<Server>
  } catch (error) {
    return failed(error) as Future<Server>
  }
}
