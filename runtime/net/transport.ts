import type { Bytes } from './bytes.js'
import type { Address, AnyProtocol } from './protocol.js'

/** What moves bytes: asyncio's transports. */
export interface BaseTransport {
  /** Closes as soon as what waits has been written. */
  close(): void
  /** It is closed, or on the way there. */
  isClosing(): boolean
  /** `peername`, `sockname`, `socket`, `peercert`, `cipher`, `sslcontext`, `pipe`, `subprocess`; else `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown
}

/** asyncio's `ReadTransport`: bytes go to its protocol as they come. */
export interface ReadTransport extends BaseTransport {
  /** Not paused, and not closing. */
  isReading(): boolean
  /** The protocol gets nothing until `resumeReading()`; the peer feels it. Twice is as good as once. */
  pauseReading(): void
  /** Bytes go to the protocol again. */
  resumeReading(): void
  /** Who is told now. */
  getProtocol(): AnyProtocol
  /** Another is told from now on, of bytes that have come already as well. */
  setProtocol(protocol: AnyProtocol): void
}

/** asyncio's `WriteTransport`. */
export interface WriteTransport extends BaseTransport {
  /** Never waits; what cannot be written at once is kept. Ignored once it is closing. */
  write(data: Bytes | string): void
  /** The same for several, in one go; no line ends are added. */
  writeLines(list: Iterable<Bytes | string>): void
  /** Ends this side when what waits has been written; the other may go on. */
  writeEof(): void
  /** False where there is no such thing, as with TLS. */
  canWriteEof(): boolean
  /** Closes at once; what waits is lost. */
  abort(): void
  /** Bytes that wait to be written. */
  getWriteBufferSize(): number
  /** Bytes; asyncio's order. */
  getWriteBufferLimits(): [low: number, high: number]
  /** RangeError unless 0 <= low <= high. */
  setWriteBufferLimits(limits?: WaterMarks): void
}

export interface Transport extends ReadTransport, WriteTransport {}

/** Above `high` bytes the protocol is paused, at `low` it may write again. */
export interface WaterMarks {
  high?: number
  low?: number
}

/** asyncio's `DatagramTransport`. */
export interface DatagramTransport extends BaseTransport {
  /** One datagram; `to` may be left out where the endpoint is connected. Never waits. */
  sendTo(data: Bytes | string, to?: Address | null): void
  abort(): void
  getWriteBufferSize(): number
}

/** asyncio's `SubprocessTransport`. */
export interface SubprocessTransport extends BaseTransport {
  /** The process's number. */
  getPid(): number
  /** The exit status, -N after signal N; null as long as it runs. */
  getReturnCode(): number | null
  /** 0: to its input, 1 and 2: from its output and errors; null where there is no pipe. */
  getPipeTransport(fd: number): WriteTransport | ReadTransport | null
  /** `'SIGHUP'` say, or a number. Nothing happens once it has ended. */
  sendSignal(signal: string | number): void
  /** SIGTERM. */
  terminate(): void
  /** SIGKILL. */
  kill(): void
}
