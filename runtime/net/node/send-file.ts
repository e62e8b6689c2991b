import { open, type FileHandle } from 'node:fs/promises'
import { Future } from '../../core/future.js'
import { failed } from '../../core/finished.js'
import { loop } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import { connectionReset } from '../errors.js'
import { allocate } from '../bytes.js'
import { news } from '../news.js'
import type { AnyProtocol } from '../protocol.js'
import type { Transport } from '../transport.js'

/**
 * Writes a file, or `count` bytes of it from `offset` on; gives back how many.
 * It is read as fast as it is sent. Meanwhile the protocol gets data as ever.
 * A file that was given open stays open.
 */
export async function sendFile(
  transport: Transport,
  path: string | FileHandle,
  options: { offset?: number; count?: number } = {},
): Promise<number> {
  const { offset = 0, count = Infinity } = options
  if (transport.isClosing()) throw connectionReset(null)
  const file = typeof path === 'string' ? await opened(path) : path
  const gate = new Gate(transport)
  let sent = 0
  transport.setProtocol(gate)
  try {
    while (sent < count) {
      await gate.opened()
      const { bytesRead, buffer } = await file.read(allocate(CHUNK), 0, Math.min(CHUNK, count - sent), offset + sent)
      if (bytesRead === 0) break
      if (transport.isClosing()) throw connectionReset(null)
      transport.write(buffer.subarray(0, bytesRead))
      sent += bytesRead
    }
    await gate.opened()
    return sent
  } finally {
    if (transport.getProtocol() === gate) transport.setProtocol(gate.inner)
    if (file !== path) await file.close()
  }
}

const CHUNK = 65536

/** A cancel does not stop the system; what it opens then is closed again. */
function opened(path: string): Future<FileHandle> {
  const state = loop
  const future = new Future<FileHandle>({ reclaim: (file) => void file.close() })
  function tell(file: FileHandle | null, error: unknown): void {
    if (future._state !== PENDING) {
      if (file !== null) void file.close()
    } else if (file !== null) future.setResult(file)
    else future.setException(error)
  }
  open(path).then(
    (file) => news(state, tell, file, null, null),
    (error: unknown) => news(state, tell, null, error, null),
  )
  return future
}

/** In front of a protocol while others write: it knows when they may. */
class Gate implements AnyProtocol {
  declare readonly inner: AnyProtocol
  declare private _waiting: Future<void> | null
  declare private _closed: boolean
  declare private _lost: boolean

  constructor(transport: Transport) {
    const inner = transport.getProtocol()
    this.inner = inner
    this._waiting = null
    this._closed = transport.getWriteBufferSize() > transport.getWriteBufferLimits()[1]
    this._lost = false
    if (inner.getBuffer) {
      const gate = this as AnyProtocol
      gate.getBuffer = (hint) => inner.getBuffer!(hint)
      gate.bufferUpdated = (size) => inner.bufferUpdated!(size)
    }
  }

  opened(): Future<void> {
    if (this._lost) return failed(connectionReset(null)) as Future<void>
    const future = new Future<void>()
    if (this._closed) this._waiting = future
    else future.setResult(void 0)
    return future
  }

  dataReceived(data: Uint8Array): void {
    if (this.inner.dataReceived) this.inner.dataReceived(data)
  }

  eofReceived(): boolean | void {
    return this.inner.eofReceived ? this.inner.eofReceived() : false
  }

  connectionLost(error: Error | null): void {
    this._lost = true
    const waiting = this._take()
    if (waiting !== null) waiting.setException(connectionReset(error))
    if (this.inner.connectionLost) this.inner.connectionLost(error)
  }

  pauseWriting(): void {
    this._closed = true
    if (this.inner.pauseWriting) this.inner.pauseWriting()
  }

  resumeWriting(): void {
    this._closed = false
    const waiting = this._take()
    if (waiting !== null) waiting.setResult(void 0)
    if (this.inner.resumeWriting) this.inner.resumeWriting()
  }

  /** Who waits and has not been cancelled. */
  private _take(): Future<void> | null {
    const waiting = this._waiting
    this._waiting = null
    return waiting === null || waiting.done() ? null : waiting
  }
}
