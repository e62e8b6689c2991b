import { TimeoutError } from '../core/errors.js'
import { FAILED, SEEN } from '../core/states.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { callLater, type Timer } from '../core/timers.js'
import type { Task } from '../core/task.js'
import { createTask, type Work } from './create-task.js'

/**
 * Runs `work` with a deadline. When it passes, the work is cancelled, and once
 * its `finally` blocks are through, this fails with TimeoutError.
 *
 * An error of the work's own wins; so does a cancel from outside.
 */
export function timeout<T>(delay: number | null, work: Work<T>): Future<T> {
  return limit(createTask(work), delay, false)
}

/** asyncio's spelling of the same. Without any time left the work is not even started. */
export function waitFor<T>(work: Work<T>, delay: number | null): Future<T> {
  if (work instanceof Future && work.done()) return work as Future<T>
  return limit(createTask(work), delay, true)
}

function limit<T>(task: Task<T>, delay: number | null, atOnce: boolean): Future<T> {
  let expired = false
  let outside = false
  let timer: Timer | null = null
  const result = new Future<T>({
    onCancel(reason) {
      outside = true
      return task.cancel(reason)
    },
  })
  function expire(): void {
    expired = true
    task.cancel('timeout')
  }
  if (delay !== null) {
    if (atOnce && delay <= 0) expire()
    else timer = callLater(delay > 0 ? delay : 0, expire)
  }
  listen(task, () => {
    if (timer !== null) timer.cancel()
    if (result.done()) return
    const state = seen(task)
    if (expired && !outside && task.cancelled()) {
      settle(result, FAILED, new TimeoutError('Not done after ' + delay + ' ms.'))
    } else settle(result, state === SEEN ? FAILED : state, task._value)
  })
  return result
}
