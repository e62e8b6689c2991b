import type { Answering } from '../compat/task-generator.js'
import { Future } from '../core/future.js'
import type { Step } from '../core/frame-state.js'
import { placesOf } from '../core/located.js'
import { PENDING } from '../core/states.js'
import { CREATED, Task } from '../core/task.js'

/** A suspended call: the function, and where it waits. */
export interface FrameInfo {
  name: string
  /** The state of its machine. */
  state: number
  /** Only of debug builds. */
  file?: string
  /** The line of the await; of the function, before its first. Only of debug builds. */
  line?: number
  column?: number
  /** What the variables hold. Only of debug builds. */
  locals?: Record<string, unknown>
}

/**
 * The calls that a task consists of now, the outermost first; `limit` keeps the
 * innermost. Of a task that has ended there is none.
 */
export function framesOf(task: Task, limit?: number): FrameInfo[] {
  const frames: FrameInfo[] = []
  const seen: unknown[] = []
  for (let it: unknown = task; it instanceof Task && it._state === PENDING; it = awaitedCall(it)) {
    if (seen.indexOf(it) >= 0) break
    seen.push(it)
    // What createTask made; the call that it awaits comes next.
    if (!isShell(it)) frames.push(frameOf(it))
  }
  // Nothing is called yet, or it awaits something that is no call.
  if (frames.length === 0 && task._state === PENDING) frames.push(frameOf(task))
  return limit === void 0 ? frames : frames.slice(Math.max(0, frames.length - limit))
}

/** What a call awaits; of an async generator's answer, the generator. */
export function awaitedCall(task: Task): unknown {
  const awaited = task._awaits as Answering | null
  return (awaited !== null && awaited._generator) || awaited
}

/** asyncio's `print_stack`, as text: one line for each call, the outermost first. */
export function formatStack(task: Task, limit?: number): string {
  const lines: string[] = []
  const frames = framesOf(task, limit)
  for (let i = 0; i < frames.length; i++) lines.push('  ' + formatFrame(frames[i]))
  const head = lines.length > 0 ? 'Stack for ' : 'No stack for '
  return [head + describeTask(task)].concat(lines).join('\n')
}

/** `name (file:line)`. */
export function formatFrame(frame: FrameInfo): string {
  return frame.file === void 0 ? frame.name : frame.name + ' (' + frame.file + ':' + frame.line + ')'
}

/** `Task-1 name (state)`, as a task is shown in reports. */
export function describeTask(task: Task, place = formatFrame(frameOf(innerCall(task)))): string {
  return task.getName() + ' ' + place + ' (' + STATES[task._state] + ')'
}

const STATES = ['pending', 'done', 'failed', 'failed', 'cancelled']

/** Where a task, or the call that `createTask` made it for, stands. */
export function frameOf(task: Task): FrameInfo {
  const frame: FrameInfo = { name: nameOf(task), state: task.at }
  const places = placesOf(stepOf(task))
  if (places === null) return frame
  const position = (places.positions[task.at] || places.positions[0]).split(':')
  frame.name = places.name
  frame.file = places.file
  frame.line = +position[0]
  frame.column = +position[1]
  frame.locals = places.show()
  return frame
}

/** Of an async generator, the step of the user's function. */
function stepOf(task: Task & { _body?: Step }): Step {
  return task._body || task.step
}

/** The call that stands for a task in reports: of what `createTask` made, the call it awaits. */
export function innerCall(task: Task): Task {
  const awaited: unknown = task._awaits
  return isShell(task) && awaited instanceof Task && awaited.b !== CREATED ? awaited : task
}

function isShell(task: Task): boolean {
  return task.b === CREATED && task._awaits instanceof Future
}

/** The function it runs: the step function is called after it. */
function nameOf(task: Task): string {
  const own = stepOf(task) as { name?: string }
  const name = own.name === void 0 ? (/function ([^(\s]*)/.exec(String(own)) || ['', ''])[1] : own.name
  const call = task.a as { name?: string } | undefined
  if (task.b === CREATED) return (typeof call === 'function' && call.name) || 'anonymous'
  return name.replace(/\$step(\$\d+)?$/, '') || 'anonymous'
}

declare module '../core/task.js' {
  interface Task<T = unknown> {
    /** The same as `framesOf(task)`. A bundle has it when it names something of this module. */
    frames(options?: { limit?: number }): FrameInfo[]
    /** The same as `formatStack(task)`. */
    formatStack(options?: { limit?: number }): string
  }
}

Task.prototype.frames = function (options) {
  return framesOf(this, options && options.limit)
}

Task.prototype.formatStack = function (options) {
  return formatStack(this, options && options.limit)
}
