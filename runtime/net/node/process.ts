/// <reference lib="esnext.disposable" preserve="true" />
import { asyncDisposeSymbol } from '../../compat/symbols.js'
import { done, type Future } from '../../core/future.js'
import { WaitQueue } from '../../locks/wait-queue.js'
import { gather } from '../../tasks/gather.js'
import type { Bytes } from '../bytes.js'
import type { AnySubprocessProtocol } from '../protocol.js'
import { StreamReader } from '../reader.js'
import { StreamReaderProtocol } from '../stream-protocol.js'
import type { ReadTransport, SubprocessTransport, Transport } from '../transport.js'
import { StreamWriter } from '../writer.js'
import { subprocessExec, subprocessShell, type SubprocessOptions } from './subprocess.js'

/** Starts a program and gives its streams: asyncio's `create_subprocess_exec`. */
export async function createSubprocess(
  command: string,
  args: string[] = [],
  options: SubprocessOptions & { limit?: number } = {},
): Promise<Process> {
  const [, process] = await subprocessExec(() => new Process(options.limit), command, args, options)
  return process
}

/** The same with a line for the shell. */
export async function createSubprocessShell(
  line: string,
  options: SubprocessOptions & { limit?: number } = {},
): Promise<Process> {
  const [, process] = await subprocessShell(() => new Process(options.limit), line, options)
  return process
}

/** A running program. `await using` kills it, if it still runs, waits for its end, and closes its pipes. */
export class Process implements AnySubprocessProtocol, AsyncDisposable {
  /** Null where there is no pipe. */
  declare stdin: StreamWriter | null
  declare stdout: StreamReader | null
  declare stderr: StreamReader | null
  declare private _transport: SubprocessTransport
  declare private _limit: number | undefined
  /** Flow control of `stdin`. */
  declare private _input: StreamReaderProtocol
  declare private _waiters: WaitQueue<number>

  constructor(limit?: number) {
    this.stdin = this.stdout = this.stderr = null
    this._limit = limit
    this._input = new StreamReaderProtocol(new StreamReader())
    this._waiters = new WaitQueue()
  }

  pid(): number {
    return this._transport.getPid()
  }

  /** The exit status, -N after signal N; null as long as it runs. */
  returnCode(): number | null {
    return this._transport.getReturnCode()
  }

  /** The exit status. To cancel it leaves the process running. */
  wait(): Future<number> {
    const code = this.returnCode()
    return code === null ? this._waiters.park() : (done(code) as Future<number>)
  }

  /**
   * Writes `input`, closes stdin, reads all of stdout and stderr, and waits for the end. A cancel kills the process
   * and closes its pipes, which programs that it has started may hold open.
   */
  async communicate(input?: Bytes | string): Promise<[stdout: Bytes | null, stderr: Bytes | null]> {
    let over = false
    try {
      const [, stdout, stderr] = await gather([this._feed(input), all(this.stdout), all(this.stderr)])
      await this.wait()
      over = true
      return [stdout as Bytes | null, stderr as Bytes | null]
    } finally {
      if (!over) await this._end()
    }
  }

  sendSignal(signal: string | number): void {
    this._transport.sendSignal(signal)
  }

  terminate(): void {
    this._transport.terminate()
  }

  kill(): void {
    this._transport.kill()
  }

  connectionMade(transport: SubprocessTransport): void {
    const [stdin, stdout, stderr] = [0, 1, 2].map((fd) => transport.getPipeTransport(fd))
    this._transport = transport
    if (stdin !== null) {
      this._input.connectionMade(stdin as Transport)
      this.stdin = new StreamWriter(stdin as Transport, this._input)
    }
    this.stdout = readerOf(stdout as ReadTransport | null, this._limit)
    this.stderr = readerOf(stderr as ReadTransport | null, this._limit)
  }

  pipeDataReceived(fd: number, data: Bytes): void {
    const reader = fd === 1 ? this.stdout : this.stderr
    if (reader !== null) reader.feedData(data)
  }

  pipeConnectionLost(fd: number, error: Error | null): void {
    if (fd === 0) this._input.connectionLost(error)
    else {
      const reader = fd === 1 ? this.stdout : this.stderr
      if (reader !== null && error === null) reader.feedEof()
      else if (reader !== null) reader.setException(error)
    }
  }

  pauseWriting(): void {
    this._input.pauseWriting()
  }

  resumeWriting(): void {
    this._input.resumeWriting()
  }

  processExited(): void {
    this._waiters.wakeAll(this.returnCode()!)
  }

  /** @internal Kills it if it still runs, and waits for its end. Its pipes are closed. */
  _end(): Future<number> {
    this._transport.close()
    return this.wait()
  }

  private async _feed(input: Bytes | string | undefined): Promise<void> {
    const { stdin } = this
    if (stdin === null) return
    try {
      if (input !== void 0) {
        stdin.write(input)
        await stdin.drain()
      }
    } catch (error) {
      // It does not want to hear more: what it says still counts.
      const { code } = error as { code?: string }
      if (code !== 'EPIPE' && code !== 'ECONNRESET') throw error
    }
    stdin.close()
  }
}

export interface Process {
  [Symbol.asyncDispose](): PromiseLike<void>
}

;(Process.prototype as unknown as Record<string, unknown>)[asyncDisposeSymbol] = function (this: Process) {
  return this._end().then(() => {})
}

function readerOf(transport: ReadTransport | null, limit: number | undefined): StreamReader | null {
  if (transport === null) return null
  const reader = new StreamReader(limit)
  reader.setTransport(transport)
  return reader
}

async function all(reader: StreamReader | null): Promise<Bytes | null> {
  return reader === null ? null : await reader.read()
}
