import { tasksOf } from '../core/all-tasks.js'
import { deadlock } from '../core/deadlock.js'
import { RuntimeError } from '../core/errors.js'
import { callExceptionHandler } from '../core/loop.js'
import { Future, listen, settle, seen } from '../core/future.js'
import { enter, loop, type LoopState } from '../core/running.js'
import { CANCELLED, FAILED, PENDING, SEEN } from '../core/states.js'
import { Task } from '../core/task.js'
import { watchOver } from '../hosts/signals.js'
import type { EventLoop } from '../loop/event-loop.js'
import type { Signal } from './cancel-scope.js'
import { createTask, type TaskOptions, type Work } from './create-task.js'

/** How `run` starts a program. */
export interface RunOptions extends TaskOptions {
  /** Its abort cancels `main`. */
  signal?: Signal
  /** Where it runs; by default where the caller does. */
  loop?: EventLoop
}

/**
 * Runs a program: asyncio's `run`. What it gives back ends as `main` ends, once
 * the tasks that `main` left behind have been cancelled and have ended, too.
 */
export function run<T>(main: Work<T>, options?: RunOptions): Future<T> {
  const state = options && options.loop ? options.loop._state : loop
  if (loop._depth > 0) {
    throw new RuntimeError('run() was called inside a task. Await the function itself there.')
  }
  if (state !== loop) return elsewhere(state, main, options!)
  const tasks = tasksOf(state)
  const task = createTask(main, options)
  const signal = options && options.signal
  const result = new Future<T>({
    onCancel(reason) {
      task.cancel(reason)
      return true
    },
  })
  function abort(): void {
    task.cancel(signal!.reason)
  }
  if (signal) {
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
  }
  const stopWatching = watchOver({
    interrupt() {
      const before = enter(state)
      task.cancel('SIGINT')
      enter(before)
    },
    starve() {
      state._host.report(deadlock(state))
    },
  })
  state._mains++
  listen(task, () => {
    state._mains--
    if (signal) signal.removeEventListener('abort', abort)
    const left = state._mains > 0 ? [] : tasks.pending()
    let waiting = left.length
    if (waiting === 0) end()
    // A cancel goes inwards: who is awaited by another task hears of it from there.
    const outermost: Task[] = []
    for (let i = 0; i < left.length; i++) if (!(left[i]._waiter instanceof Task)) outermost.push(left[i])
    // In a circle everybody is awaited.
    const told = outermost.length > 0 ? outermost : left
    for (let i = 0; i < told.length; i++) told[i].cancel()
    for (let i = 0; i < left.length; i++) {
      const inner = left[i]._waiter instanceof Task
      listen(left[i], (other) => {
        if (other._state === SEEN && !inner) {
          callExceptionHandler({
            message: 'A task failed while run() was cancelling it.',
            error: other._value,
            future: other,
          })
        }
        if (--waiting === 0) end()
      })
    }
  })

  function end(): void {
    if (result._state !== PENDING) return
    const state = seen(task)
    stopWatching(state === CANCELLED)
    settle(result, state === SEEN ? FAILED : state, task._value)
  }

  return result
}

function elsewhere<T>(state: LoopState, main: Work<T>, options: RunOptions): Future<T> {
  const before = enter(state)
  try {
    return run(main, options)
  } finally {
    enter(before)
  }
}
