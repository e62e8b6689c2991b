/// <reference lib="esnext.disposable" preserve="true" />
import { asyncDisposeSymbol } from '../compat/symbols.js'
import { failed } from '../core/finished.js'
import type { Future } from '../core/future.js'
import { yieldNow } from '../tasks/yield-now.js'
import type { Bytes } from './bytes.js'
import { startTls, type StartTlsOptions } from './network.js'
import type { StreamReaderProtocol } from './stream-protocol.js'
import type { Transport } from './transport.js'

/**
 * The bytes that go out: asyncio's `StreamWriter`.
 *
 * `write` never waits; `await writer.drain()` after it keeps what waits to be
 * sent below the transport's high-water mark.
 */
export class StreamWriter {
  declare private _transport: Transport
  declare private _protocol: StreamReaderProtocol

  constructor(transport: Transport, protocol: StreamReaderProtocol) {
    this._transport = transport
    this._protocol = protocol
  }

  transport(): Transport {
    return this._transport
  }

  /** Never waits: what cannot be written at once is kept. `await drain()` keeps that small. */
  write(data: Bytes | string): void {
    this._transport.write(data)
  }

  /** The same for several, in one go; no line ends are added. */
  writeLines(list: Iterable<Bytes | string>): void {
    this._transport.writeLines(list)
  }

  /** Done when more may be written; fails when the connection is lost. */
  drain(): Future<void> {
    const error = this._protocol.reader.exception()
    if (error !== null) return failed(error) as Future<void>
    // That the connection is lost has to have a chance to be told.
    if (this._transport.isClosing()) return yieldNow().then(() => this._protocol._drained())
    return this._protocol._drained()
  }

  /** Ends this side; the other may go on. */
  writeEof(): void {
    this._transport.writeEof()
  }

  /** False where there is no such thing, as with TLS. */
  canWriteEof(): boolean {
    return this._transport.canWriteEof()
  }

  /** Closes as soon as what waits has been written; `await waitClosed()` for its end. */
  close(): void {
    this._transport.close()
  }

  /** It is closed, or on the way there. */
  isClosing(): boolean {
    return this._transport.isClosing()
  }

  /** Done when the connection is closed; fails with the error it was lost by. */
  waitClosed(): Future<void> {
    return this._protocol._closed()
  }

  /** The transport's: `peername`, `sockname`, `socket`, `peercert` …; else `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown {
    return this._transport.getExtraInfo(name, fallback)
  }

  /** Goes on in TLS, on the side that it is of. What the reader holds already is taken for the beginning of it. */
  async startTls(options: StartTlsOptions = {}): Promise<void> {
    const all: StartTlsOptions = { serverSide: this._protocol._serves() }
    for (const name in options) all[name as 'tls'] = options[name as 'tls']
    await this.drain()
    const received = this._protocol.reader._takeAll()
    this._transport = await startTls(this._transport, all, received)
    this._protocol._replaced(this._transport)
  }
}

/** `await using`: closes, and waits until it is closed. */
export interface StreamWriter extends AsyncDisposable {}
;(StreamWriter.prototype as unknown as Record<string, unknown>)[asyncDisposeSymbol] = function (this: StreamWriter) {
  this.close()
  // What it was lost by has been told to those who read and wrote.
  return this.waitClosed().catch(() => {})
}
