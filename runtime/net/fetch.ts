import { CancelledError, NotSupportedError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { Future } from '../core/future.js'
import { callSoon } from '../core/handle.js'
import { callExceptionHandler } from '../core/loop.js'
import { loop, type LoopState } from '../core/running.js'
import { newController, type Controller } from '../interop/abort-controller.js'
import { onAbort, type Signal } from '../tasks/cancel-scope.js'
import type { Bytes } from './bytes.js'
import { connectionReset } from './errors.js'
import { news } from './news.js'
import { owned } from './owned.js'
import { feed, type AnyProtocol } from './protocol.js'
import { StreamReader } from './reader.js'
import { StreamReaderProtocol } from './stream-protocol.js'
import type { StreamOptions } from './streams.js'
import type { ReadTransport, Transport } from './transport.js'

/** What `fetch` takes and gives, as the project's own types have it. */
export type FetchInput = Global<'Request'> | string | { readonly href: string }
export type FetchInit = typeof globalThis extends { fetch(input: never, init?: infer I): unknown } ? I : object
export type FetchResponse = Global<'Response'>
type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : object

/**
 * Fetches, and has the protocol that `factory` makes told of the body. Done with both once the head of the response is
 * there, whatever its status.
 *
 * No more of the body is asked for than the protocol takes. A cancel, or `close()` of the transport, ends the request;
 * so does `init.signal`. Throws what `fetch` throws; NotSupportedError where there is none.
 */
export function connectFetch<P extends AnyProtocol>(
  factory: () => P,
  input: FetchInput,
  init?: FetchInit,
): Future<[transport: FetchTransport, protocol: P]> {
  if (typeof fetch !== 'function') {
    return failed(new NotSupportedError('This machine has no fetch. Connect with createConnection().')) as never
  }
  const state = loop
  const controller = newController()
  const { signal } = (init || {}) as { signal?: Signal | null }
  const unlink = signal ? onAbort(signal, (reason) => controller.abort(reason)) : null
  const future = new Future<[FetchTransport, P]>({
    onCancel(reason) {
      if (unlink !== null) unlink()
      controller.abort(new CancelledError(reason))
    },
    reclaim: ([transport]) => transport.close(),
  })
  fetch(input as string, withSignal(init, controller.signal)).then(
    (response) => news(state, begin, response, null, null),
    (error: unknown) => news(state, refused, error, null, null),
  )
  return future

  function begin(response: unknown): void {
    if (future.done()) return
    try {
      const protocol = factory()
      const transport = new FetchTransport(response as WebResponse, protocol, controller, unlink)
      future.setResult([transport, protocol])
    } catch (error) {
      controller.abort(error)
      refused(error)
    }
  }
  function refused(error: unknown): void {
    if (unlink !== null) unlink()
    if (!future.done()) future.setException(error)
  }
}

/** The same with a reader of the body: `for await (const line of reader)`. The transport has the response, and closes. */
export function openFetch(
  input: FetchInput,
  init?: FetchInit & StreamOptions,
): Future<[reader: StreamReader, transport: FetchTransport]> {
  const limit = init && init.limit
  return owned(
    connectFetch(() => new StreamReaderProtocol(new StreamReader(limit)), input, init),
    ([transport, protocol]) => [protocol.reader, transport] as [StreamReader, FetchTransport],
    ([, transport]) => transport.close(),
  )
}

/** A response, as far as a transport needs to know it. */
interface WebResponse {
  readonly url: string
  readonly body: { getReader(): WebReader } | null
}

interface WebReader {
  read(): PromiseLike<{ done: boolean; value?: Bytes }>
}

/**
 * The body of a response: one way, with back-pressure down to the server.
 *
 * Law: as of all transports, connectionMade comes first and connectionLost last.
 */
export class FetchTransport implements ReadTransport {
  /** As `fetch` gave it; its body is read here. */
  declare readonly response: FetchResponse
  declare private _protocol: AnyProtocol
  declare private _controller: Controller
  declare private _unlink: (() => void) | null
  declare private _loop: LoopState
  /** Null: the response has no body. */
  declare private _body: WebReader | null
  /** What came after reading was paused; null in it: the end. */
  declare private _kept: [Bytes | null] | null
  declare private _paused: boolean
  declare private _asking: boolean
  declare private _closing: boolean
  declare private _lost: boolean

  constructor(response: WebResponse, protocol: AnyProtocol, controller: Controller, unlink: (() => void) | null) {
    this.response = response as unknown as FetchResponse
    this._protocol = protocol
    this._controller = controller
    this._unlink = unlink
    this._loop = loop
    this._body = response.body && response.body.getReader()
    this._kept = null
    this._paused = this._asking = this._closing = this._lost = false
    this._call(() => protocol.connectionMade && protocol.connectionMade(this as unknown as Transport))
    // Who waits for the connection has it before the first bytes come.
    callSoon(() => this._ask())
  }

  /** Ends the request; what has not come yet does not. */
  close(): void {
    if (this._closing) return
    this._closing = true
    this._controller.abort()
    callSoon(() => this._lose(null))
  }

  isClosing(): boolean {
    return this._closing
  }

  isReading(): boolean {
    return !this._paused && !this._closing
  }

  pauseReading(): void {
    this._paused = true
  }

  resumeReading(): void {
    if (!this._paused) return
    this._paused = false
    // Not from here: who resumes is in the middle of reading.
    callSoon(() => this._ask())
  }

  getProtocol(): AnyProtocol {
    return this._protocol
  }

  setProtocol(protocol: AnyProtocol): void {
    this._protocol = protocol
  }

  /** There is nothing to write to. */
  canWriteEof(): boolean {
    return false
  }

  /** `response`. */
  getExtraInfo(name: string, fallback?: unknown): unknown {
    return name === 'response' ? this.response : fallback
  }

  private _ask(): void {
    const kept = this._kept
    if (this._asking || !this.isReading()) return
    if (kept !== null || this._body === null) {
      this._kept = null
      this._came(kept && kept[0])
      return
    }
    this._asking = true
    this._body.read().then(
      ({ done, value }) => news(this._loop, came, this, done ? null : value!, null),
      (error: unknown) => news(this._loop, broke, this, error, null),
    )
  }

  /** @internal */
  _came(chunk: Bytes | null): void {
    this._asking = false
    if (this._paused) this._kept = [chunk]
    else if (chunk === null) {
      if (!this._closing) this._call(() => this._protocol.eofReceived && this._protocol.eofReceived())
      this._lose(null)
    } else {
      this._call(() => feed(this as unknown as Transport, chunk))
      this._ask()
    }
  }

  /** @internal */
  _broke(error: unknown): void {
    this._lose(this._closing ? null : connectionReset(error))
  }

  private _lose(error: Error | null): void {
    if (this._lost) return
    this._lost = this._closing = true
    if (this._unlink !== null) this._unlink()
    this._call(() => this._protocol.connectionLost && this._protocol.connectionLost(error))
  }

  private _call(action: () => unknown): void {
    try {
      action()
    } catch (error) {
      callExceptionHandler({ message: 'A protocol failed; its connection is closed.', error })
      if (!this._lost) {
        this._controller.abort()
        this._lose(error as Error)
      }
    }
  }
}

function came(transport: FetchTransport, chunk: Bytes | null): void {
  transport._came(chunk)
}

function broke(transport: FetchTransport, error: unknown): void {
  transport._broke(error)
}

/** The same request with a signal of ours. */
function withSignal(init: FetchInit | undefined, signal: AbortSignal): RequestInit {
  const copy = {} as Record<string, unknown>
  const given = init as Record<string, unknown> | undefined
  for (const name in given) copy[name] = given[name]
  copy.signal = signal
  return copy
}
