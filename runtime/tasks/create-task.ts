import { Future, thenOf } from '../core/future.js'
import { push } from '../core/loop.js'
import { loop } from '../core/running.js'
import { Task } from '../core/task.js'

/** A function to be called as a task, or something to be awaited by one. */
export type Work<T> = (() => T | PromiseLike<T>) | PromiseLike<T>

/**
 * A task that starts in the loop's next turn; cancelled before, it never starts.
 * A task is given back as it is.
 */
export function createTask<T>(work: Work<T>, options?: { name?: string }): Task<T> {
  let task: Task
  if (work instanceof Task) task = work
  else {
    if (typeof work !== 'function' && thenOf(work) === null) {
      throw new TypeError('A task needs a function or something to await, got ' + typeof work + '.')
    }
    task = new Task(callOrAwait as never, work)
    if (loop._tasks !== null) loop._tasks.add(task)
    push(task)
  }
  if (options && options.name !== void 0) task.setName(options.name)
  return task as unknown as Task<T>
}

/** The future behind anything that can be awaited. */
export function ensureFuture<T>(work: Work<T>): Future<T> {
  return work instanceof Future ? work : createTask(work)
}

/** Its result is awaited as everything that a step returns. */
function callOrAwait(frame: { a: Work<unknown> }): unknown {
  return typeof frame.a === 'function' ? frame.a() : frame.a
}
