/**
 * A process of the system and its pipes, under asyncio's `SubprocessTransport`.
 *
 * Law: the protocol's `connectionLost` comes when the process has ended and each pipe is closed; who is
 * cancelled before it has the transport leaves no process behind.
 */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import type { Socket } from 'node:net'
import { constants } from 'node:os'
import { callExceptionHandler } from '../../core/loop.js'
import { NotSupportedError } from '../../core/errors.js'
import { Future } from '../../core/future.js'
import { loop, type LoopState } from '../../core/running.js'
import { PENDING } from '../../core/states.js'
import type { Bytes } from '../bytes.js'
import { news } from '../news.js'
import type { AnyProtocol, AnySubprocessProtocol } from '../protocol.js'
import type { SubprocessTransport, Transport } from '../transport.js'
import { answer } from './answer.js'
import { SocketTransport } from './socket-transport.js'

export interface SubprocessOptions {
  /** `pipe` if nothing is said; a number is a descriptor of ours. */
  stdin?: Stdio
  stdout?: Stdio
  /** `stdout`: to where that goes. */
  stderr?: Stdio | 'stdout'
  cwd?: string
  env?: Record<string, string | undefined>
  uid?: number
  gid?: number
  /** In a process group of its own. */
  detached?: boolean
  /** Its abort kills the process. */
  signal?: AbortSignal
}

export type Stdio = 'pipe' | 'ignore' | 'inherit' | number

/** Starts a program. The protocol is told of its pipes and of its end. */
export function subprocessExec<P extends AnySubprocessProtocol>(
  factory: () => P,
  command: string,
  args: string[] = [],
  options: SubprocessOptions = {},
): Future<[transport: SubprocessTransport, protocol: P]> {
  if (options.stderr !== 'stdout') return start(factory, command, args, options)
  if (process.platform === 'win32') throw new NotSupportedError("stderr: 'stdout' needs a shell, on Windows none is.")
  // Node cannot give one pipe to both; a shell can, and is the program right after.
  return start(factory, '/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', command, ...args], { ...options, stderr: 'ignore' })
}

/** Has the system's shell run a line. */
export function subprocessShell<P extends AnySubprocessProtocol>(
  factory: () => P,
  line: string,
  options: SubprocessOptions = {},
): Future<[transport: SubprocessTransport, protocol: P]> {
  if (options.stderr !== 'stdout') return start(factory, line, [], options, true)
  return start(factory, `{ ${line}\n} 2>&1`, [], { ...options, stderr: 'ignore' }, true)
}

function start<P extends AnySubprocessProtocol>(
  factory: () => P,
  command: string,
  args: string[],
  options: SubprocessOptions,
  shell = false,
): Future<[SubprocessTransport, P]> {
  const { stdin = 'pipe', stdout = 'pipe', stderr = 'pipe', cwd, env, uid, gid, detached, signal } = options
  const state = loop
  const stdio = [stdin, stdout, stderr] as SpawnOptions['stdio']
  const child = spawn(command, args, { stdio, cwd, env, uid, gid, detached, shell } as SpawnOptions)
  const future = new Future<[SubprocessTransport, P]>({
    onCancel: () => discard(child),
    reclaim: ([transport]) => transport.close(),
  })
  child.once('error', (error) => {
    if (child.pid !== void 0) return
    discard(child)
    answer(state, future, error)
  })
  child.once('spawn', () => {
    if (future._state === PENDING) news(state, begin, null, null, null)
  })
  function begin(): void {
    try {
      const protocol = factory()
      const transport = new ChildTransport(child, protocol, state, signal)
      future.setResult([transport, protocol])
    } catch (error) {
      discard(child)
      future.setException(error)
    }
  }
  return future
}

/** A child process and its pipes. */
class ChildTransport implements SubprocessTransport {
  declare private _child: ChildProcess
  declare private _protocol: AnySubprocessProtocol
  declare private _pipes: (SocketTransport | null)[]
  declare private _open: number
  declare private _returnCode: number | null
  declare private _closing: boolean
  declare private _unlink: () => void

  constructor(child: ChildProcess, protocol: AnySubprocessProtocol, state: LoopState, signal: AbortSignal | undefined) {
    this._child = child
    this._protocol = protocol
    this._pipes = []
    this._open = 1
    this._returnCode = null
    this._closing = false
    const abort = () => this.kill()
    this._unlink = () => signal && signal.removeEventListener('abort', abort)
    child.once('exit', (code, name) => news(state, exited, this, code, name))
    // A signal that could not be sent, say: the process goes on.
    child.on('error', () => {})
    for (let fd = 0; fd < child.stdio.length; fd++) {
      const socket = child.stdio[fd] as Socket | null
      if (socket) this._open++
      this._pipes.push(socket && new SocketTransport(socket, this._pipeProtocol(fd), state, null))
    }
    this._tell(() => protocol.connectionMade && protocol.connectionMade(this))
    for (let fd = 0; fd < this._pipes.length; fd++) {
      const pipe = this._pipes[fd]
      if (pipe !== null) pipe._begin(fd > 0)
    }
    if (signal && signal.aborted) abort()
    else if (signal) signal.addEventListener('abort', abort)
  }

  getPid(): number {
    return this._child.pid!
  }

  getReturnCode(): number | null {
    return this._returnCode
  }

  getPipeTransport(fd: number): Transport | null {
    return this._pipes[fd] || null
  }

  sendSignal(signal: string | number): void {
    this._child.kill(signal as NodeJS.Signals)
  }

  terminate(): void {
    this.sendSignal('SIGTERM')
  }

  kill(): void {
    this.sendSignal('SIGKILL')
  }

  /** Closes the pipes, and kills the process if it still runs. */
  close(): void {
    if (this._closing) return
    this._closing = true
    for (let fd = 0; fd < this._pipes.length; fd++) {
      const pipe = this._pipes[fd]
      if (pipe !== null) pipe.abort()
    }
    if (this._returnCode === null) this.kill()
  }

  isClosing(): boolean {
    return this._closing
  }

  getExtraInfo(name: string, fallback?: unknown): unknown {
    return name === 'subprocess' ? this._child : fallback
  }

  /** @internal */
  _exited(code: number | null, signal: string | null): void {
    this._returnCode = code === null ? -constants.signals[signal as NodeJS.Signals] : code
    this._unlink()
    this._tell(() => this._protocol.processExited && this._protocol.processExited())
    this._one()
  }

  private _pipeProtocol(fd: number): AnyProtocol {
    const owner = this._protocol
    return {
      dataReceived: (data: Bytes) => {
        if (owner.pipeDataReceived) owner.pipeDataReceived(fd, data)
      },
      connectionLost: (error) => {
        this._tell(() => owner.pipeConnectionLost && owner.pipeConnectionLost(fd, error))
        this._one()
      },
      pauseWriting: () => owner.pauseWriting && owner.pauseWriting(),
      resumeWriting: () => owner.resumeWriting && owner.resumeWriting(),
    }
  }

  /** A pipe is closed, or the process is over: the last of them is the end. */
  private _one(): void {
    if (--this._open > 0) return
    this._closing = true
    this._tell(() => this._protocol.connectionLost && this._protocol.connectionLost(null))
  }

  private _tell(action: () => void): void {
    try {
      action()
    } catch (error) {
      callExceptionHandler({ message: 'A subprocess protocol failed; the process is killed.', error })
      this.close()
    }
  }
}

function exited(transport: ChildTransport, code: number | null, signal: string | null): void {
  transport._exited(code, signal)
}

/** Nobody wants it: it is killed, and its pipes are closed. */
function discard(child: ChildProcess): void {
  child.on('error', () => {})
  child.kill('SIGKILL')
  // Where no pipe could be made for it there is no list of them.
  for (const socket of child.stdio || []) {
    if (socket) socket.on('error', () => {}).destroy()
  }
}
