import type { ContextCopy } from '../context/copy-context.js'
import { CURRENT } from '../core/context-keys.js'
import type { Context } from '../core/context.js'
import { Future, thenOf } from '../core/future.js'
import { push } from '../core/loop.js'
import { loop, tracking } from '../core/running.js'
import { PENDING, RESULT } from '../core/states.js'
import { CREATED, drive, Task } from '../core/task.js'

/** A function to be called as a task, or something to be awaited by one. */
export type Work<T> = (() => T | PromiseLike<T>) | PromiseLike<T>

/** How `createTask` starts a task. */
export interface TaskOptions {
  /** For reports: `getName()`, the call graph, the trace. */
  name?: string
  /** Whose values the task sees; by default those of the code that creates it. */
  context?: ContextCopy
  /** Runs to its first await at once, not in the loop's next turn. */
  eager?: boolean
}

/** Makes the task for `createTask`: asyncio's task factory. */
export type TaskFactory = <T>(work: Work<T>, options: TaskOptions) => Future<T>

/**
 * A task that starts in the loop's next turn; cancelled before, it never starts.
 * A task is given back as it is; a future is waited for from now on, so that a
 * cancel comes to it at any time.
 */
export function createTask<T>(work: Work<T>, options?: TaskOptions): Task<T> {
  const factory = (loop as Factories)._factory
  return factory ? (factory(work, options || {}) as Task<T>) : newTask(work, options)
}

/** What `createTask` does where no factory is set. */
export function newTask<T>(work: Work<T>, options?: TaskOptions): Task<T> {
  const { name, context, eager } = options || ({} as TaskOptions)
  let task: Task
  if (work instanceof Task) task = work
  else {
    if (typeof work !== 'function' && thenOf(work) === null) {
      throw new TypeError('A task needs a function or something to await, got ' + describe(work) + '.')
    }
    task = new Task(callOrAwait as never, work, CREATED)
    begin(task, context, eager)
  }
  if (name !== void 0) task.setName(name)
  return task as unknown as Task<T>
}

/**
 * Calls `work(one, two)` as a task, which runs to its first await at once. Where nobody asks which task runs, the
 * call itself is the task: a server has one for each connection.
 */
export function callAsTask<A, B, T>(work: (one: A, two: B) => T | PromiseLike<T>, one: A, two: B): Task<T> {
  if (tracking || hooks.created !== null || getTaskFactory() !== null) {
    return createTask(() => work(one, two), { eager: true })
  }
  try {
    const result = work(one, two)
    return (result instanceof Task ? result : createTask(() => result)) as Task<T>
  } catch (error) {
    return createTask<T>(() => {
      throw error
    })
  }
}

/** What makes a task of a frame: it is the current one inside, others are told, the loop knows it. */
function begin(task: Task, context?: ContextCopy, eager?: boolean): void {
  if (tracking) {
    const before = context ? context._context : task._context
    task._context = { variable: CURRENT, value: task, before } as unknown as Context
  }
  if (hooks.created !== null) hooks.created(task)
  if (eager) drive(task, 0, false, void 0)
  else if (task.a instanceof Future && task.a._state === PENDING && loop._last !== (task.a as never)) {
    task.wait((task.c = task.a), 1)
  } else push(task)
  if (loop._tasks !== null && task._state === PENDING) loop._tasks.add(task)
}

/** What bridges to other kinds of context put in, to be told of what will be called later. */
export const hooks: {
  created: ((task: Task) => void) | null
  callback: (<F extends (...values: never[]) => unknown>(callback: F) => F) | null
} = { created: null, callback: null }

/** Who makes the tasks of the running loop; null: `newTask`. */
export function setTaskFactory(factory: TaskFactory | null): void {
  if (factory !== null && typeof factory !== 'function') {
    throw new TypeError('A task factory is a function or null, got ' + describe(factory) + '.')
  }
  ;(loop as Factories)._factory = factory
}

/** What `setTaskFactory` set; null: tasks are made as usual. */
export function getTaskFactory(): TaskFactory | null {
  return (loop as Factories)._factory || null
}

/** Tasks that run to their first await inside `createTask`: asyncio's factory of this name. */
export const eagerTaskFactory: TaskFactory = (work, { name, context }) => {
  const options: TaskOptions = { eager: true }
  if (name !== void 0) options.name = name
  if (context) options.context = context
  return newTask(work, options)
}

interface Factories {
  _factory?: TaskFactory | null
}

/** The future behind anything that can be awaited. */
export function ensureFuture<T>(work: Work<T>): Future<T> {
  return work instanceof Future ? work : createTask(work)
}

/** What nobody will receive goes back to where it came from: the permit, the item, the connection. */
export function giveBack(future: Future<unknown>): void {
  const task = future as Task
  const source: Future<unknown> = task.b === CREATED && task.c instanceof Future ? task.c : future
  const take = source._reclaim
  if (source._state !== RESULT || !take || source instanceof Task) return
  // Once: the same future may be named twice.
  source._reclaim = null
  take.call(source, source._value)
}

/** Its result is awaited as everything that a step returns; kept in a slot, because it may have to go back. */
function callOrAwait(frame: { a: Work<unknown>; c: unknown; sent: unknown }, at: number): unknown {
  if (at === 1) return frame.sent
  return (frame.c = typeof frame.a === 'function' ? frame.a() : frame.a)
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value
}
