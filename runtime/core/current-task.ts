import { loop, track } from './running.js'
import type { Task } from './task.js'

track()

/** The task whose step is running, or null in plain callbacks. */
export function currentTask(): Task | null {
  return loop._task
}
