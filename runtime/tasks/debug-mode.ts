import { tasksOf } from '../core/all-tasks.js'
import { placeCancels } from '../core/errors.js'
import { Future, Reaction } from '../core/future.js'
import { Handle } from '../core/handle.js'
import { loop, type ErrorContext, type LoopState } from '../core/running.js'
import { Task } from '../core/task.js'
import { Timer } from '../core/timers.js'
import { ownerOf } from './awaited-by.js'
import { formatTaskTree } from './call-graph.js'
import { describeTask, formatFrame, frameOf, innerCall } from './frames.js'

/** What `setDebug` can be told. */
export interface DebugOptions {
  /** Milliseconds after which a step is reported; 100 if nothing is said. */
  slowCallbackDuration?: number
  /** Where reports go; by default to the console. */
  report?: (text: string) => void
}

declare const console: { warn(text: string): void } | undefined

/**
 * Reports steps that hold up the loop, with the task, the function and, in a
 * debug build, the line; notes where each task was created and cancelled, and
 * tells it of failures that nobody looked at. It hooks in when it is switched on, and costs
 * nothing before.
 */
export function setDebug(on: boolean | DebugOptions): void {
  if (off !== null) off()
  off = on === false ? null : hook(on === true ? {} : on)
}

/** Is debug mode on? */
export function getDebug(): boolean {
  return off !== null
}

/** The stack of the code that created a task while debug mode was on; null of others. */
export function createdAt(future: Future<unknown>): string | null {
  return (future as Noted)._created || null
}

let off: (() => void) | null = null

interface Noted {
  _created?: string
}

function hook({ report, slowCallbackDuration: limit = 100 }: DebugOptions): () => void {
  const tell = report || warn
  const undo = [
    time<Task>(Task.prototype, placeOfTask),
    time<Handle>(Handle.prototype, (handle) => placeOf('callback', checked(handle))),
    time<Reaction>(Reaction.prototype, (reaction) => placeOf('callback', reaction._onValue || reaction._onError)),
    time<Timer>(Timer.prototype, (timer) => placeOf('timer', timer._callback)),
  ]
  watch(loop)
  placeCancels(true)
  return () => {
    placeCancels(false)
    for (let i = 0; i < undo.length; i++) undo[i]()
  }

  /** `describe` is called before the step, because afterwards it has forgotten; what it gives, only when it was slow. */
  function time<T extends { _run(): void }>(methods: T, describe: (entry: T) => () => string): () => void {
    const run = methods._run
    methods._run = function (this: T) {
      const host = loop._host
      const what = describe(this)
      const start = host.now()
      watch(loop)
      run.call(this)
      const took = host.now() - start
      if (took >= limit) tell('Slow: ' + what() + ' took ' + Math.round(took) + ' ms.')
    }
    return () => {
      methods._run = run
    }
  }

  /** Has the loop note where tasks are created, and tell it of failures that nobody saw. */
  function watch(state: LoopState & { _watched?: boolean }): void {
    if (state._watched) return
    const tasks = tasksOf(state)
    const { add } = tasks
    const handler = state._onError
    state._watched = true
    tasks.add = (task) => {
      ;(task as Noted)._created = stack()
      add(task)
    }
    // asyncio's default handler, with more to say; one of the program's own replaces it.
    state._onError = handler || tellMore
    state._describe = () => formatTaskTree(tasks.pending())
    undo.push(() => {
      state._watched = false
      tasks.add = add
      delete state._describe
      if (state._onError === tellMore) state._onError = null
    })

    function tellMore({ message, error, future }: ErrorContext): void {
      const created = future ? createdAt(future) : null
      const who = future instanceof Task ? '\n' + describeTask(future) : ''
      if (future) tell(message + who + (created === null ? '' : '\nIt was created here:\n' + created))
      state._host.report(error)
    }
  }

  /** An async function among the callbacks starts, and nobody hears of its end. */
  function checked(handle: Handle): unknown {
    const callback = handle._callback as ((argument: unknown) => unknown) | null
    if (callback !== null) {
      handle._callback = (argument: unknown) => {
        const result = callback(argument)
        if (result instanceof Task && !result.done() && result._waiter === null) {
          tell('The callback ' + nameOf(callback) + ' is an async function. Pass it to createTask() instead.')
        }
      }
    }
    return callback
  }
}

function warn(text: string): void {
  if (typeof console === 'object') console.warn(text)
}

function placeOfTask(task: Task): () => string {
  const owner = ownerOf(task)
  const { step, at, a, b } = innerCall(task)
  return () => describeTask(owner, formatFrame(frameOf({ step, at, a, b } as Task)))
}

function placeOf(kind: string, callback: unknown): () => string {
  return () => kind + ' ' + nameOf(callback)
}

function nameOf(callback: unknown): string {
  return String((callback && (callback as { name?: string }).name) || 'anonymous')
}

/** Where we are called from, without the runtime's own lines. */
function stack(): string {
  const lines = String(new Error().stack || '').split('\n')
  // The folder of the runtime, where it is not bundled: this file is in one of its folders.
  const own = /[^\s(]*(?=\/tasks\/debug-mode)/.exec(lines[1] || '')
  const kept: string[] = []
  for (let i = 1; i < lines.length; i++) if (own === null || lines[i].indexOf(own[0]) < 0) kept.push(lines[i])
  return kept.join('\n')
}
