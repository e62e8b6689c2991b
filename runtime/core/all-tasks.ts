import { PENDING } from './states.js'
import { loop, type LoopState, type TaskSet } from './running.js'
import type { Task } from './task.js'

/** The tasks of the running loop that are not done. They are known from the first `run` on. */
export function allTasks(): Task[] {
  return tasksOf(loop).pending()
}

/** Has the loop remember its tasks from now on. */
export function tasksOf(state: LoopState): TaskSet {
  return state._tasks || (state._tasks = taskSet<Task>())
}

/** A list that is swept when it has doubled: a finished task costs nothing when it finishes. */
export function taskSet<F extends { _state: number }>(): TaskSet<F> {
  let tasks: F[] = []
  let limit = 64

  function pending(): F[] {
    const left: F[] = []
    for (let i = 0; i < tasks.length; i++) if (tasks[i]._state === PENDING) left.push(tasks[i])
    tasks = left
    limit = left.length * 2 + 64
    return left.slice(0)
  }

  return {
    add(task) {
      if (tasks.length >= limit) pending()
      tasks.push(task)
    },
    pending,
  }
}
