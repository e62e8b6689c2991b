import { createServer, type Server } from 'node:net'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { tasksOf } from '../core/all-tasks.js'
import { loop } from '../core/running.js'
import { ownerOf } from '../tasks/awaited-by.js'
import { formatTaskTree } from '../tasks/call-graph.js'
import { setDebug } from '../tasks/debug-mode.js'
import { describeTask, formatStack } from '../tasks/frames.js'
import { startTrace, type Trace } from '../tasks/trace.js'
import type { Task } from '../core/task.js'

/**
 * The door `globeflower/inspect`: opts a Node process in to being looked at.
 *
 *   node --import globeflower/inspect app.js        or: import 'globeflower/inspect'
 *   globeflower ps <pid>        globeflower pstree <pid>
 *
 * It answers on a socket that only this user may open. GLOBEFLOWER_DEBUG=1
 * switches debug mode on, GLOBEFLOWER_TRACE=file writes a trace at the end.
 */

/** Where the process with this id answers. */
export function addressOf(pid: number): string {
  return process.platform === 'win32' ? '\\\\.\\pipe\\globeflower-' + pid : join(folder(), pid + '.sock')
}

/** Answers `ps`, `pstree` and `stack` until the process ends. Once is enough. */
export function allowInspection(): void {
  if (server !== null) return
  const address = addressOf(process.pid)
  const isPipe = process.platform === 'win32'
  // Tasks are known from now on.
  tasksOf(loop)
  if (!isPipe) {
    mkdirSync(folder(), { recursive: true, mode: 0o700 })
    rmSync(address, { force: true })
  }
  server = createServer((socket) => {
    let question = ''
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (text: string) => {
      question += text
      if (question.indexOf('\n') >= 0) socket.end(answer(question.trim(), tasksOf(loop).pending()))
    })
  })
  server.on('error', (error) => console.warn('globeflower: this process cannot be inspected: ' + error.message))
  server.listen(address, () => {
    if (!isPipe) chmodSync(address, 0o600)
  })
  server.unref()
  if (!isPipe) process.on('exit', () => rmSync(address, { force: true }))
}

let server: Server | null = null

/** What the command line is told. */
export function answer(question: string, tasks: Task[]): string {
  const owners: Task[] = []
  for (const task of tasks) if (owners.indexOf(ownerOf(task)) < 0) owners.push(ownerOf(task))
  if (owners.length === 0) return 'No task is waiting.\n'
  if (question === 'ps') return owners.map((task) => describeTask(task)).join('\n') + '\n'
  if (question === 'stack') return owners.map((task) => formatStack(task)).join('\n') + '\n'
  if (question === 'pstree') return formatTaskTree(tasks) + '\n'
  return 'Ask for ps, pstree or stack, not for ' + question + '.\n'
}

function folder(): string {
  return join(tmpdir(), 'globeflower-' + userInfo().uid)
}

function traceTo(file: string): void {
  const trace: Trace = startTrace()
  process.on('exit', () => writeFileSync(file, trace.stop()))
}

allowInspection()
if (process.env.GLOBEFLOWER_DEBUG) setDebug(true)
if (process.env.GLOBEFLOWER_TRACE) traceTo(process.env.GLOBEFLOWER_TRACE)
