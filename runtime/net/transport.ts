import type { Bytes } from './bytes.js'
import type { Address, AnyProtocol } from './protocol.js'

/** What moves bytes: asyncio's transports. */
export interface BaseTransport {
  /** Closes as soon as what waits has been written. */
  close(): void
  isClosing(): boolean
  /** `peername`, `sockname`, `socket`, `peercert`, `cipher`, `sslcontext`, `pipe`, `subprocess`; else `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown
}

export interface ReadTransport extends BaseTransport {
  isReading(): boolean
  pauseReading(): void
  resumeReading(): void
  getProtocol(): AnyProtocol
  setProtocol(protocol: AnyProtocol): void
}

export interface WriteTransport extends BaseTransport {
  /** Never waits; what cannot be written at once is kept. Ignored once it is closing. */
  write(data: Bytes | string): void
  writeLines(list: Iterable<Bytes | string>): void
  /** Ends this side when what waits has been written; the other may go on. */
  writeEof(): void
  canWriteEof(): boolean
  /** Closes at once; what waits is lost. */
  abort(): void
  /** Bytes that wait to be written. */
  getWriteBufferSize(): number
  getWriteBufferLimits(): [low: number, high: number]
  setWriteBufferLimits(limits?: WaterMarks): void
}

export interface Transport extends ReadTransport, WriteTransport {}

/** Above `high` bytes the protocol is paused, at `low` it may write again. */
export interface WaterMarks {
  high?: number
  low?: number
}

export interface DatagramTransport extends BaseTransport {
  sendTo(data: Bytes | string, to?: Address | null): void
  abort(): void
  getWriteBufferSize(): number
}

export interface SubprocessTransport extends BaseTransport {
  getPid(): number
  /** The exit status, -N after signal N; null as long as it runs. */
  getReturnCode(): number | null
  getPipeTransport(fd: number): WriteTransport | ReadTransport | null
  sendSignal(signal: string | number): void
  terminate(): void
  kill(): void
}
