import { allTasks } from '../core/all-tasks.js'
import { currentTask } from '../core/current-task.js'
import { Task } from '../core/task.js'
import { awaitedBy, ownerOf } from './awaited-by.js'
import { awaitedCall, formatFrame, framesOf, type FrameInfo } from './frames.js'

/** Who waits for whom: asyncio's `FutureCallGraph`. */
export interface CallGraph {
  task: Task
  /** Its calls, the outermost first. */
  frames: FrameInfo[]
  /** The tasks that wait for it, through gather, groups, shield and the like too. */
  awaitedBy: CallGraph[]
  /** It is among those that wait for it. */
  cycle: boolean
}

/** Of a task, by default the current one. */
export function captureCallGraph(task: Task | null = currentTask()): CallGraph {
  if (!(task instanceof Task)) {
    throw new TypeError('captureCallGraph() needs a task, and none runs here. Pass one.')
  }
  return graphOf(task, [])
}

/** asyncio's text of it: the task, its calls, and indented who waits for it. */
export function formatCallGraph(task: Task | null = currentTask()): string {
  const lines: string[] = []
  show(captureCallGraph(task), '')
  return lines.join('\n')

  function show(graph: CallGraph, indent: string): void {
    lines.push(indent + '* ' + graph.task.getName() + (graph.cycle ? ' (a circle)' : ''))
    for (let i = graph.frames.length; i-- > 0;) lines.push(indent + '  | ' + formatFrame(graph.frames[i]))
    if (graph.awaitedBy.length > 0) lines.push(indent + '  + awaited by')
    for (let i = 0; i < graph.awaitedBy.length; i++) show(graph.awaitedBy[i], indent + '    ')
  }
}

function graphOf(task: Task, inside: Task[]): CallGraph {
  const cycle = inside.indexOf(task) >= 0
  const graph: CallGraph = { task, frames: cycle ? [] : framesOf(task), awaitedBy: [], cycle }
  if (!cycle) {
    const path = inside.concat([task])
    const waiters = awaitedBy(task)
    for (let i = 0; i < waiters.length; i++) graph.awaitedBy.push(graphOf(waiters[i], path))
  }
  return graph
}

/** The tasks, each under the one that waits for it, with their calls and what they wait for. */
export function formatTaskTree(tasks: Task[] = allTasks()): string {
  const lines: string[] = []
  const shown: Task[] = []
  const nodes: Task[] = []
  const above: Task[][] = []
  for (let i = 0; i < tasks.length; i++) {
    const owner = ownerOf(tasks[i])
    if (nodes.indexOf(owner) < 0) {
      nodes.push(owner)
      above.push(awaitedBy(owner))
    }
  }
  for (let i = 0; i < nodes.length; i++) if (above[i].length === 0) show(nodes[i], '')
  // Only in a circle is everybody waited for.
  for (let i = 0; i < nodes.length; i++) if (shown.indexOf(nodes[i]) < 0) show(nodes[i], '')
  return lines.join('\n')

  function show(task: Task, indent: string): void {
    if (shown.indexOf(task) >= 0) {
      lines.push(indent + task.getName() + ' (shown above)')
      return
    }
    shown.push(task)
    const frames = framesOf(task)
    const calls: string[] = []
    const below: Task[] = []
    for (let i = 0; i < frames.length; i++) calls.push(formatFrame(frames[i]))
    for (let i = 0; i < nodes.length; i++) if (above[i].indexOf(task) >= 0) below.push(nodes[i])
    lines.push(indent + task.getName() + ' ' + calls.join(' > ') + (below.length > 0 ? '' : waitsFor(task)))
    for (let i = 0; i < below.length; i++) show(below[i], indent + '  ')
  }
}

function waitsFor(task: Task): string {
  let inner: unknown = task
  for (let steps = 0; inner instanceof Task && inner._awaits !== null && steps < 1e6; steps++)
    inner = awaitedCall(inner)
  if (inner instanceof Task) return inner.at < 0 ? ', running' : ', ready to run'
  return inner instanceof Object && '_task' in inner ? ', waits for a promise' : ', waits for a future'
}
