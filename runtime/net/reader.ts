import { asyncIteratorSymbol } from '../compat/symbols.js'
import { RuntimeError } from '../core/errors.js'
import { failed } from '../core/finished.js'
import { Future } from '../core/future.js'
import { PENDING, RESULT } from '../core/states.js'
import { granted } from '../locks/hold.js'
import { concat, encode, indexOf, type Bytes } from './bytes.js'
import { incompleteRead, LimitOverrunError, limitOverrun } from './errors.js'
import type { ReadTransport } from './transport.js'

/**
 * The bytes that come in, as they are asked for: asyncio's `StreamReader`.
 *
 * Law: one read waits at a time, and what came is in the buffer or has been
 * given to a read. Who is cancelled after that gives it back: a cancelled read
 * takes nothing.
 *
 * The buffer is a list of the chunks as they came, so that a chunk which is read
 * as a whole was never copied. More than twice the limit stops the transport.
 */
export class StreamReader {
  declare private _limit: number
  /** Null as long as nothing is unread. */
  declare private _chunks: Bytes[] | null
  /** Bytes of the first chunk that were taken. */
  declare private _skip: number
  declare private _size: number
  declare private _eof: boolean
  declare private _error: unknown
  declare private _transport: ReadTransport | null
  declare private _paused: boolean
  /** The read that waits, what it wants and how far it has searched. */
  declare private _pending: Future<unknown> | null
  declare private _kind: number
  declare private _wanted: unknown
  declare private _searched: number

  constructor(limit = LIMIT) {
    if (!(limit > 0)) throw new RangeError('The limit of a StreamReader is more than 0, got ' + limit + '.')
    this._limit = limit
    this._chunks = null
    this._skip = this._size = 0
    this._eof = false
    this._error = null
    this._transport = null
    this._paused = false
    this._pending = null
    this._kind = 0
    this._wanted = null
    this._searched = 0
  }

  /** Up to `size` bytes, as soon as there are any; none at the end. Without a size all there is until the end. */
  read(size = -1): Future<Bytes> {
    if (size === 0) return granted(NOTHING, nothing)
    return this._ask(size < 0 ? ALL : SOME, size)
  }

  /** Up to and with the next line feed; at the end what is left, then nothing. */
  readLine(): Future<Bytes> {
    return this._ask(LINE, LINE_FEED)
  }

  /** So many bytes; IncompleteReadError when the stream ends before. */
  readExactly(size: number): Future<Bytes> {
    if (!(size >= 0)) throw new RangeError('readExactly() needs 0 bytes or more, got ' + size + '.')
    if (size === 0) return granted(NOTHING, nothing)
    return this._ask(EXACTLY, size)
  }

  /** Up to and with the separator; of several the one that ends first. */
  readUntil(separator: Bytes | string | (Bytes | string)[] = '\n'): Future<Bytes> {
    const given = separator instanceof Array ? separator : [separator]
    const separators: Bytes[] = []
    for (let i = 0; i < given.length; i++) separators.push(encode(given[i]))
    for (let i = 0; i < separators.length; i++) if (separators[i].length === 0) separators.length = 0
    if (separators.length === 0) throw new RangeError('A separator has at least one byte.')
    return this._ask(UNTIL, separators)
  }

  /** Nothing is left, and nothing will come. */
  atEof(): boolean {
    return this._eof && this._size === 0
  }

  /** What `setException` was given. */
  exception(): unknown {
    return this._error
  }

  /** For protocols: bytes have come. */
  feedData(data: Bytes): void {
    if (this._eof) throw new RuntimeError('feedData() after feedEof().')
    if (data.length === 0) return
    if (this._chunks === null) this._chunks = [data]
    else this._chunks.push(data)
    this._size += data.length
    if (this._pending !== null) this._serve()
    if (this._pending === null && this._size > 2 * this._limit && !this._paused && this._transport !== null) {
      this._paused = true
      this._transport.pauseReading()
    }
  }

  /** For protocols: no more will come. */
  feedEof(): void {
    if (this._eof) return
    this._eof = true
    if (this._pending !== null) this._serve()
  }

  /** The read that waits fails, and so does each that comes. */
  setException(error: unknown): void {
    const pending = this._pending
    this._error = error
    this._pending = null
    if (pending !== null) pending.setException(error)
  }

  /** Whom to stop when more comes than is read. */
  setTransport(transport: ReadTransport): void {
    this._transport = transport
  }

  /** @internal Takes all that has come. */
  _takeAll(): Bytes {
    return this._take(this._size)
  }

  private _ask<T>(kind: number, wanted: unknown): Future<T> {
    if (this._error !== null) return failed(this._error) as Future<T>
    if (this._pending !== null) {
      throw new RuntimeError('Another read waits on this StreamReader already. Read from one task.')
    }
    this._kind = kind
    this._wanted = wanted
    this._searched = 0
    let value: unknown
    try {
      value = this._attempt()
    } catch (error) {
      return failed(error) as Future<T>
    }
    const read = new Future<T>() as Read<T>
    read._abort = leave
    read._reclaim = giveBack
    read._reader = this
    if (value !== null) {
      read._state = RESULT
      read._value = value
    } else {
      this._pending = read as Future<unknown>
      if (this._paused) this._resume()
    }
    return read
  }

  /** Something came: is it enough for the one who waits? */
  private _serve(): void {
    const pending = this._pending!
    try {
      const value = this._attempt()
      if (value === null) return
      this._pending = null
      pending.setResult(value)
    } catch (error) {
      this._pending = null
      if (pending._state === PENDING) pending.setException(error)
    }
  }

  /** What is wanted, or null as long as it is not there. */
  private _attempt(): unknown {
    const size = this._size
    const wanted = this._wanted as number
    switch (this._kind) {
      case SOME:
        if (size > 0) return this._take(size > wanted ? this._some(wanted) : this._some(size))
        return this._eof ? NOTHING : null
      case ALL:
        return this._eof ? this._take(size) : null
      case EXACTLY:
        if (size >= wanted) return this._take(wanted)
        if (this._eof) throw incompleteRead(this._take(size), wanted)
        return null
      case UNTIL:
        return this._upTo(this._wanted as Bytes[])
      case LINE:
        return this._line()
      default: {
        const line = this._line()
        return line === null ? null : line.length === 0 ? { done: true, value: void 0 } : { done: false, value: line }
      }
    }
  }

  /** Of `size` bytes those that need no copy. */
  private _some(size: number): number {
    const first = this._chunks![0].length - this._skip
    return first < size ? first : size
  }

  private _upTo(separators: Bytes[]): Bytes | null {
    let end = -1
    let length = 0
    let longest = 0
    for (let i = 0; i < separators.length; i++) {
      const separator = separators[i]
      const found = this._find(separator, this._searched)
      if (found >= 0 && (end < 0 || found < end)) {
        end = found
        length = separator.length
      }
      if (separator.length > longest) longest = separator.length
    }
    if (end >= 0) {
      if (end - length > this._limit) throw limitOverrun('The separator comes after', this._limit, end - length)
      return this._take(end)
    }
    this._searched = Math.max(0, this._size + 1 - longest)
    if (this._searched > this._limit) throw limitOverrun('There is no separator within', this._limit, this._searched)
    if (this._eof) throw incompleteRead(this._take(this._size), null)
    return null
  }

  private _line(): Bytes | null {
    if (this._eof && this._size <= this._limit) {
      const end = this._find(LINE_FEED[0], this._searched)
      return this._take(end < 0 ? this._size : end)
    }
    try {
      return this._upTo(LINE_FEED)
    } catch (error) {
      if (!(error instanceof LimitOverrunError)) throw error
      // What is too long goes, so that the next line can be read.
      const end = this._find(LINE_FEED[0], error.consumed)
      this._take(end < 0 ? this._size : end)
      throw error
    }
  }

  /** Where the separator ends for the first time, when it begins at `from` or later; -1: nowhere. */
  private _find(separator: Bytes, from: number): number {
    const tail = separator.length - 1
    const chunks = this._chunks || NO_CHUNKS
    let base = 0
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i]
      const start = i === 0 ? this._skip : 0
      let at = start + Math.max(from + tail - base, 0)
      while (at < chunk.length && (at = indexOf(chunk, separator[tail], at)) >= 0) {
        if (tail === 0 || this._endsAt(separator, i, at)) return base + at - start + 1
        at++
      }
      base += chunk.length - start
    }
    return -1
  }

  /** Does the separator end at this place of this chunk? */
  private _endsAt(separator: Bytes, i: number, at: number): boolean {
    const chunks = this._chunks!
    for (let left = separator.length - 1; left >= 0; left--) {
      if (chunks[i][at] !== separator[left]) return false
      if (left > 0 && --at < (i === 0 ? this._skip : 0)) {
        if (--i < 0) return false
        at = chunks[i].length - 1
      }
    }
    return true
  }

  private _take(size: number): Bytes {
    if (size === 0) return NOTHING
    const chunks = this._chunks!
    const first = chunks[0]
    const end = this._skip + size
    let bytes: Bytes
    if (end < first.length) {
      bytes = first.subarray(this._skip, end)
      this._skip = end
    } else if (end === first.length) {
      bytes = this._skip === 0 ? first : first.subarray(this._skip)
      if (chunks.length === 1) this._chunks = null
      else chunks.shift()
      this._skip = 0
    } else bytes = this._gather(size)
    this._size -= size
    if (this._paused && this._size <= this._limit) this._resume()
    return bytes
  }

  /** Bytes of several chunks, as one copy. */
  private _gather(size: number): Bytes {
    const chunks = this._chunks!
    const parts: Bytes[] = []
    let left = size
    let i = 0
    for (let skip = this._skip; left > 0; skip = 0) {
      const part = chunks[i].subarray(skip, Math.min(chunks[i].length, skip + left))
      parts.push(part)
      left -= part.length
      this._skip = skip + part.length
      if (this._skip === chunks[i].length) {
        i++
        this._skip = 0
      }
    }
    if (i === chunks.length) this._chunks = null
    else chunks.splice(0, i)
    return concat(parts, size)
  }

  /** @internal Nobody waits any more. */
  _leave(): void {
    this._pending = null
  }

  /** @internal Back to the front of the buffer. */
  _giveBack(bytes: Bytes): void {
    if (bytes.length === 0) return
    const chunks = this._chunks || (this._chunks = [])
    if (this._skip > 0) chunks[0] = chunks[0].subarray(this._skip)
    this._skip = 0
    chunks.unshift(bytes)
    this._size += bytes.length
    if (this._pending !== null) this._serve()
  }

  private _resume(): void {
    this._paused = false
    this._transport!.resumeReading()
  }
}

/** The lines, up to the end of the stream. */
export interface StreamReader {
  [Symbol.asyncIterator](): AsyncIterator<Bytes>
}

;(StreamReader.prototype as unknown as Record<string, unknown>)[asyncIteratorSymbol] = function (this: StreamReader) {
  return {
    next: () => (this as unknown as { _ask(kind: number, wanted: unknown): unknown })._ask(ITEM, null),
  }
}

/** Bytes that a line may have, and half of what is kept unread. */
export const LIMIT = 65536

const SOME = 1
const ALL = 2
const EXACTLY = 3
const UNTIL = 4
const LINE = 5
/** A line as an iterator gives it. */
const ITEM = 6

const NO_CHUNKS: Bytes[] = []
const NOTHING: Bytes = /* @__PURE__ */ concat([], 0)
const LINE_FEED: Bytes[] = [/* @__PURE__ */ encode('\n')]

/** The future of a read; two functions for all, so that a read costs no closure. */
interface Read<T> extends Future<T> {
  _reader: StreamReader
}

function leave(this: Future<unknown>): void {
  ;(this as Read<unknown>)._reader._leave()
}

function giveBack(this: Future<unknown>, value: unknown): void {
  const bytes = value as Bytes | { done: boolean; value?: Bytes }
  ;(this as Read<unknown>)._reader._giveBack('done' in bytes ? bytes.value || NOTHING : bytes)
}

function nothing(): void {}
