import { tasksOf } from '../core/all-tasks.js'
import { callExceptionHandler } from '../core/loop.js'
import { Future, listen, settle, seen } from '../core/future.js'
import { loop } from '../core/running.js'
import { FAILED, PENDING, SEEN } from '../core/states.js'
import { Task } from '../core/task.js'
import { createTask, type Work } from './create-task.js'

/**
 * Runs a program: asyncio's `run`. What it gives back ends as `main` ends, once
 * the tasks that `main` left behind have been cancelled and have ended, too.
 */
export function run<T>(main: Work<T>): Future<T> {
  const state = loop
  if (state._depth > 0) {
    throw new Error('run() was called inside a task. Await the function itself there.')
  }
  const tasks = tasksOf(state)
  const task = createTask(main)
  const result = new Future<T>({
    onCancel(reason) {
      task.cancel(reason)
      return true
    },
  })
  state._mains++
  listen(task, () => {
    state._mains--
    const left = state._mains > 0 ? [] : tasks.pending()
    let waiting = left.length
    if (waiting === 0) end()
    for (let i = 0; i < left.length; i++) {
      // A cancel goes inwards: who is awaited by another task hears of it from there.
      if (!(left[i]._waiter instanceof Task)) left[i].cancel()
      listen(left[i], (other) => {
        if (other._state === SEEN) {
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
    settle(result, state === SEEN ? FAILED : state, task._value)
  }

  return result
}
