import { allTasks } from '../core/all-tasks.js'
import type { Runnable } from '../core/ready.js'
import { CANCELLED, PENDING, RESULT } from '../core/states.js'
import { Task } from '../core/task.js'

/** A suspended call: the function, and the state of its machine. */
export interface FrameInfo {
  name: string
  state: number
}

/** The calls that a task consists of now, the outermost first; none when it is done. `limit` keeps the innermost. */
export function framesOf(task: Task, limit?: number): FrameInfo[] {
  const frames: FrameInfo[] = []
  const seen: unknown[] = []
  for (let it: unknown = task; it instanceof Task && it._state === PENDING; it = it._awaits) {
    if (seen.indexOf(it) >= 0) break
    seen.push(it)
    frames.push({ name: nameOf(it), state: it.at })
  }
  return limit === void 0 ? frames : frames.slice(Math.max(0, frames.length - limit))
}

/** Who waits for whom: asyncio's `FutureCallGraph`. */
export interface CallGraph {
  task: Task
  frames: FrameInfo[]
  awaitedBy: CallGraph[]
  /** It is among those that wait for it. */
  cycle: boolean
}

export function captureCallGraph(task: Task): CallGraph {
  return graphOf(task, [])
}

function graphOf(task: Task, inside: Task[]): CallGraph {
  const awaitedBy: CallGraph[] = []
  const path = inside.concat([task])
  const cycle = inside.indexOf(task) >= 0
  if (!cycle) {
    const waiters = waitersOf(task)
    for (let i = 0; i < waiters.length; i++) awaitedBy.push(graphOf(waiters[i], path))
  }
  return { task, frames: cycle ? [] : [{ name: nameOf(task), state: task.at }], awaitedBy, cycle }
}

function waitersOf(task: Task): Task[] {
  const waiters: Task[] = []
  const last = task.done() ? null : task._waiter
  let it: Runnable | null = last
  if (last !== null) {
    do {
      it = it!._next
      if (it instanceof Task) waiters.push(it)
    } while (it !== last)
  }
  return waiters
}

/** The tasks, each under the one that waits for it, with what they wait for. */
export function formatTaskTree(tasks: Task[] = allTasks()): string {
  const lines: string[] = []
  const roots: Task[] = []
  const shown: Task[] = []
  for (let i = 0; i < tasks.length; i++) {
    let awaited = false
    for (let j = 0; j < tasks.length; j++) if (tasks[j]._awaits === (tasks[i] as unknown)) awaited = true
    if (!awaited) roots.push(tasks[i])
  }
  for (let i = 0; i < roots.length; i++) show(roots[i], '')
  // Only in a circle is everybody waited for.
  for (let i = 0; i < tasks.length; i++) if (shown.indexOf(tasks[i]) < 0) show(tasks[i], '')
  return lines.join('\n')

  function show(task: Task, indent: string): void {
    const awaited: unknown = task._awaits
    const again = shown.indexOf(task) >= 0
    const waits = awaited === null ? '' : awaited instanceof Task ? ' waits for' : ' waits for ' + kindOf(awaited)
    lines.push(indent + task.getName() + ' ' + nameOf(task) + (again ? ' (a circle)' : waits))
    if (again) return
    shown.push(task)
    if (awaited instanceof Task) show(awaited, indent + '  ')
  }
}

function kindOf(future: unknown): string {
  return future instanceof Object && '_task' in future ? 'a promise' : 'a future'
}

/** `name (state)`, as a task is shown in reports. */
export function describeTask(task: Task): string {
  const state =
    task._state === PENDING
      ? 'pending'
      : task._state === RESULT
        ? 'done'
        : task._state === CANCELLED
          ? 'cancelled'
          : 'failed'
  return task.getName() + ' ' + nameOf(task) + ' (' + state + ')'
}

/** The function it runs: the step function is called after it. */
function nameOf(task: Task): string {
  const own = task.step as { name?: string }
  const name = own.name === void 0 ? (/function ([^(\s]*)/.exec(String(own)) || ['', ''])[1] : own.name
  const call = task.a as { name?: string } | undefined
  // What createTask made; the call it awaits comes next.
  if (name === 'callOrAwait' || name === 'sent')
    return typeof call === 'function' && call.name ? call.name : 'anonymous'
  return name.replace(/\$step(\$\d+)?$/, '') || 'anonymous'
}
