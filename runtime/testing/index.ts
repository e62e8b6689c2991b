import { reportUnseen, turn } from '../core/loop.js'
import { Future } from '../core/future.js'
import { enter, newLoop, type LoopState } from '../core/running.js'
import type { Task } from '../core/task.js'
import { afterJobs, virtualHost, type VirtualHost } from '../hosts/virtual.js'
import { createTask } from '../tasks/create-task.js'

/**
 * Tests in simulated time: the door `globeflower/testing`.
 *
 *   it('wakes in order', virtual(async ({ log, spawn, advance }) => { … }))
 *
 * The clock moves by `advance`, and by itself where the body waits for
 * something that only time can bring.
 */
export interface Stage {
  log: unknown[]
  /** Failures that nobody looked at. The test fails when some are left at its end. */
  errors: unknown[]
  /** A task from a function; it starts in the next turn. */
  spawn<T>(work: () => T | PromiseLike<T>): Task<T>
  /** Done when every task is parked. */
  idle(): Future<void>
  /** Moves the clock, stopping at each deadline on the way. */
  advance(delay: number): Future<void>
  /** The simulated time in milliseconds. */
  now(): number
}

export { virtualHost, type VirtualHost }
export { cancelAtEach, checkLeaks, explore, type Finding } from './explore.js'
export { hostBehaviours, machineHost, type HostBehaviour } from './host-behaviours.js'
export { rehearse, type Direction, type Outcome } from './rehearse.js'

/**
 * `it` of vitest, or `test` of node:test, with bodies that run in simulated time:
 *
 *   const test = inVirtualTime(it)
 *   test('wakes in order', async ({ log, advance }) => { … })
 */
export function inVirtualTime(
  it: (name: string, run: () => Promise<void>) => unknown,
): (name: string, body: (stage: Stage) => unknown) => void {
  return (name, body) => {
    const run = virtual(body)
    it(name, () => run().toPromise())
  }
}

/** A test function that runs `body` on a loop of its own. */
export function virtual(body: (stage: Stage) => unknown): () => Future<void> {
  return () => {
    const host = virtualHost()
    const state = newLoop(host)
    const outer = enter(state)
    const end = new Future<void>()
    const stage = newStage(state, host)
    let over = false

    function finish(failed: boolean, error: unknown): void {
      over = true
      afterJobs(() => {
        const unseen = state._failed
        state._failed = null
        reportUnseen(unseen)
        enter(outer)
        if (failed) end.setException(error)
        else if (stage.errors.length > 0) end.setException(stage.errors[0])
        else end.setResult(void 0)
      })
    }

    // Time goes on by itself when nothing else can.
    function watch(): void {
      if (over) return
      const when = state._timers === null ? Infinity : state._timers.earliest()
      if (!state._awake && stage.waiting === 0 && when < Infinity) {
        host.time = Math.max(host.time, when)
        turn(state, -1)
      }
      afterJobs(watch)
    }

    let result: unknown
    try {
      result = body(stage)
    } catch (error) {
      finish(true, error)
      return end
    }
    if (result instanceof Object && typeof (result as PromiseLike<void>).then === 'function') {
      ;(result as PromiseLike<void>).then(
        () => finish(false, void 0),
        (error: unknown) => finish(true, error),
      )
    } else finish(false, void 0)
    afterJobs(watch)
    return end
  }
}

function newStage(state: LoopState, host: VirtualHost): Stage & { waiting: number } {
  const stage = {
    log: [],
    errors: host.errors,
    waiting: 0,
    spawn: <T>(work: () => T | PromiseLike<T>) => createTask(work),
    idle() {
      const future = new Future<void>()
      stage.waiting++
      afterJobs(function look() {
        if (state._awake) afterJobs(look)
        else {
          stage.waiting--
          future.setResult(void 0)
        }
      })
      return future
    },
    advance(delay: number) {
      const target = host.time + delay
      const future = new Future<void>()
      stage.waiting++
      afterJobs(function look() {
        const when = state._timers === null ? Infinity : state._timers.earliest()
        if (state._awake) afterJobs(look)
        else if (when <= target) {
          host.time = Math.max(host.time, when)
          turn(state, -1)
          afterJobs(look)
        } else {
          host.time = target
          stage.waiting--
          future.setResult(void 0)
        }
      })
      return future
    },
    now: host.now,
  }
  return stage
}
