/**
 * What turns the calls of a transport into a reader that is fed and a writer that can wait.
 *
 * Law: who waits to write, or for the end, is woken when the connection is lost.
 */
import { callExceptionHandler } from '../core/loop.js'
import { attend, done, type Future } from '../core/future.js'
import { failed } from '../core/finished.js'
import type { Runnable } from '../core/ready.js'
import type { Task } from '../core/task.js'
import { granted } from '../locks/hold.js'
import { WaitQueue } from '../locks/wait-queue.js'
import { callAsTask } from '../tasks/create-task.js'
import type { Bytes } from './bytes.js'
import { connectionReset } from './errors.js'
import type { Protocol } from './protocol.js'
import type { StreamReader } from './reader.js'
import type { Transport } from './transport.js'
import { StreamWriter } from './writer.js'

/** Called for each connection; where it gives back something to be awaited, that is its task. */
export type StreamHandler = (reader: StreamReader, writer: StreamWriter) => unknown

/** Between a transport and the pair of reader and writer: asyncio's class of this name. */
export class StreamReaderProtocol implements Protocol, Runnable {
  declare readonly reader: StreamReader
  /** Called for each connection of a server, and what it does. */
  declare private _handler: StreamHandler | null
  declare private _handling: Task | null
  /** @internal In the ready queue, when the handler has ended: no connection has a closure of its own. */
  declare _next: Runnable | null
  declare private _transport: Transport | null
  declare private _state: number
  declare private _error: Error | null
  declare private _drainers: WaitQueue | null
  declare private _closers: WaitQueue | null

  constructor(reader: StreamReader, handler?: StreamHandler) {
    this.reader = reader
    this._handler = handler || null
    this._handling = this._next = this._transport = null
    this._state = OPEN
    this._error = null
    this._drainers = this._closers = null
  }

  connectionMade(transport: Transport): void {
    this._replaced(transport)
    if (this._handler === null) return
    this._handling = callAsTask(this._handler, this.reader, new StreamWriter(transport, this)) as Task
    attend(this._handling, this)
  }

  /** @internal The handler has ended. */
  _run(): void {
    const task = this._handling!
    const error = task.cancelled() ? null : task.exception()
    // To end by the loss of its connection is no failure: any client can have that.
    const lost =
      this._error !== null && (error === this._error || (error as { cause?: unknown })?.cause === this._error)
    if (error !== null && !lost) {
      callExceptionHandler({ message: 'The handler of a connection failed.', error, future: task })
    }
    if (error !== null || task.cancelled()) this._transport!.close()
  }

  dataReceived(data: Bytes): void {
    this.reader.feedData(data)
  }

  /** The other side may go on reading; not over TLS, which has no half of a connection. */
  eofReceived(): boolean {
    this.reader.feedEof()
    return this._transport!.canWriteEof()
  }

  connectionLost(error: Error | null): void {
    this._state = LOST
    this._error = error
    if (error === null) this.reader.feedEof()
    else this.reader.setException(error)
    if (this._drainers !== null) while (this._drainers.fail(connectionReset(error)));
    if (this._closers !== null) this._closers.wakeAll()
  }

  pauseWriting(): void {
    this._state = PAUSED
  }

  resumeWriting(): void {
    this._state = OPEN
    if (this._drainers !== null) this._drainers.wakeAll()
  }

  /** @internal Is this the side of a server? */
  _serves(): boolean {
    return this._handler !== null
  }

  /** @internal Another transport moves the bytes from now on. */
  _replaced(transport: Transport): void {
    this._transport = transport
    this.reader.setTransport(transport)
  }

  /** @internal Done when more may be written. */
  _drained(): Future<void> {
    if (this._state === OPEN) return DRAINED
    if (this._state === LOST) return failed(connectionReset(this._error)) as Future<void>
    return (this._drainers || (this._drainers = new WaitQueue())).park()
  }

  /** @internal Done when the connection is lost. */
  _closed(): Future<void> {
    if (this._state === LOST) return this._error === null ? done(void 0) : (failed(this._error) as Future<void>)
    const closers = this._closers || (this._closers = new WaitQueue())
    return closers.park().then(() => {
      if (this._error !== null) throw this._error
    })
  }
}

const OPEN = 0
/** The transport has more to write than its mark. */
const PAUSED = 1
const LOST = 2

/** One for all: nothing about a future that is done changes any more. */
const DRAINED: Future<void> = /* @__PURE__ */ granted(void 0, kept)

function kept(): true {
  return true
}
