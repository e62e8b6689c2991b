import { block } from '../core/block.js'
import { WouldBlockError } from '../core/errors.js'
import { listen } from '../core/future.js'
import { push } from '../core/loop.js'
import { dequeue } from '../core/ready.js'
import { enter, loop, newLoop } from '../core/running.js'
import { createTask } from './create-task.js'

/**
 * Runs an async function to its end here and now, on a loop of its own and
 * without the host. Throws WouldBlockError where it would have to wait.
 */
export function runSync<T>(main: () => T | PromiseLike<T>): T {
  const host = loop._host
  const state = newLoop({
    now: host.now,
    soon: nothing,
    hop: nothing,
    alarm: nothing,
    quiet: nothing,
    report: host.report,
    wait: null,
  })
  const outer = enter(state)
  try {
    const task = createTask(main)
    listen(task, () => {
      state._stop = true
    })
    settleDown()
    if (!task.done()) {
      // Its `finally` blocks run before the error is told.
      task.cancel(new WouldBlockError('runSync() came to an await that has to wait.'))
      settleDown()
      throw new WouldBlockError('runSync() came to an await that has to wait. Use run().')
    }
    return task.result()
  } finally {
    enter(outer)
    // What it made ready elsewhere goes on there.
    for (let entry = dequeue(state); entry !== null; entry = dequeue(state)) push(entry)
  }

  function settleDown(): void {
    try {
      block(state, wouldBlock)
    } catch (error) {
      if (error !== signal) throw error
    }
  }
}

const signal = {}

function wouldBlock(): void {
  throw signal
}

function nothing(): void {}
