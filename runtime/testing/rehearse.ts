import { RuntimeError } from '../core/errors.js'
import { Future } from '../core/future.js'
import { tasksOf } from '../core/all-tasks.js'
import { dequeue, enqueue, type Runnable } from '../core/ready.js'
import { enter, newLoop, type LoopState } from '../core/running.js'
import { PENDING } from '../core/states.js'
import { Task } from '../core/task.js'
import { afterJobs, afterMoment, virtualHost } from '../hosts/virtual.js'
import { createTask } from '../tasks/create-task.js'
import { formatTaskTree } from '../tasks/call-graph.js'

/** How a program is run: by default each step in its order, and nothing happens in between. */
export interface Direction {
  /** Which of `count` steps that could come next does; by default the first. */
  choose?: (count: number) => number
  /** Called before each step, which is a resumption of a task or a callback. */
  before?: (step: number, main: Task) => void
  /**
   * For programs that speak with the outside world: so many real milliseconds
   * it may take to answer. Only after that simulated time goes on.
   */
  outside?: number
}

/** What came of it. */
export interface Outcome {
  main: Task
  steps: number
  /** Failures that nobody looked at. */
  unseen: unknown[]
  /** Tasks that will never end; null when none is left. */
  stuck: string | null
  /** Timers that were still set when all tasks had ended. */
  timers: number
  /** The simulated time at the end. */
  time: number
}

/** How often promises of the engine are given time to arrive before a program counts as stuck. */
const PATIENCE = 20

/**
 * Runs a program in simulated time, step by step, to the point where nothing
 * can happen any more. Time goes on when nothing is ready.
 */
export function rehearse(main: () => unknown, direction: Direction = {}): Future<Outcome> {
  const host = virtualHost()
  const state = newLoop(host)
  const result = new Future<Outcome>()
  const { choose, before } = direction
  let steps = 0
  const wait = direction.outside ? afterMoment : afterJobs
  const patient = direction.outside || PATIENCE
  let patience = patient
  host.soon = host.hop = nothing
  // Awake all the time: nobody but us may run it.
  state._awake = true
  const outer = enter(state)
  tasksOf(state)
  const task = createTask(main) as Task
  enter(outer)
  act()
  return result

  function act(): void {
    const outer = enter(state)
    state._running = true
    try {
      for (let entry = next(state, choose); entry !== null; entry = next(state, choose)) {
        patience = patient
        if (before) before(steps, task)
        steps++
        state._spree = 0
        entry._run()
        if (steps > 1e6) throw new RuntimeError('A million steps, and the program has not come to its end.')
      }
    } catch (error) {
      result.setException(error)
      return
    } finally {
      state._running = false
      enter(outer)
    }
    if (state._tasks!.pending().length > 0 && patience-- > 0) wait(act)
    else finish()
  }

  function finish(): void {
    const outer = enter(state)
    const left = state._tasks!.pending()
    const unseen = host.errors
    for (let failed = state._failed; failed !== null; failed = failed._waiter as never) {
      if (failed !== task && failed._state === FAILED) unseen.push(failed._value)
    }
    const stuck = left.length > 0 ? formatTaskTree(left) : null
    const timers = state._timers as { items?: { _callback: unknown }[] } | null
    let set = 0
    if (timers !== null) for (let i = 0; i < timers.items!.length; i++) if (timers.items![i]._callback !== null) set++
    enter(outer)
    result.setResult({ main: task, steps, unseen, stuck, timers: set, time: host.time })
  }

  function next(state: LoopState, choose: Direction['choose']): Runnable | null {
    let entry = dequeue(state)
    if (entry === null) {
      const timers = state._timers
      if (direction.outside && patience > 0 && state._tasks!.pending().length > 0) return null
      // When all tasks are done, timers that are left are only counted.
      if (timers === null || (task._state > PENDING && state._tasks!.pending().length === 0)) return null
      const when = timers.earliest()
      if (when === Infinity) return null
      host.time = Math.max(host.time, when)
      while (timers.earliest() <= host.time) enqueue(state, timers.take())
      entry = dequeue(state)
    }
    if (!choose || entry === null) return entry
    // Tasks may come in any order; callbacks keep theirs.
    const ready: Runnable[] = []
    const candidates: number[] = []
    let callback = false
    for (; entry !== null; entry = dequeue(state)) {
      if (entry instanceof Task) candidates.push(ready.length)
      else if (!callback) callback = !!candidates.push(ready.length)
      ready.push(entry)
    }
    const chosen = candidates[choose(candidates.length)]
    for (let i = 0; i < ready.length; i++) if (i !== chosen) enqueue(state, ready[i])
    return ready[chosen]
  }
}

const FAILED = 2

function nothing(): void {}
