import { CURRENT } from './context-keys.js'
import { loop, track } from './running.js'
import { PENDING } from './states.js'
import type { Task } from './task.js'

track()

/**
 * The task that runs, or null in plain callbacks. An async function that is
 * called inside a task is part of it, so this is what `createTask` gave.
 */
export function currentTask(): Task | null {
  const running = loop._task
  if (running === null) return null
  for (let entry = loop._context; entry !== null; entry = entry.before) {
    if ((entry.variable as unknown) === CURRENT) {
      const task = entry.value as Task
      // A call that nobody awaited may outlive the task it began in.
      return task._state === PENDING ? task : running
    }
  }
  return running
}
