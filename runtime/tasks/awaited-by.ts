import { Future } from '../core/future.js'
import type { Handle } from '../core/handle.js'
import type { Runnable } from '../core/ready.js'
import { CREATED, Task } from '../core/task.js'

/**
 * Who waits for a future, through `gather`, groups, `shield` and the like, too.
 *
 * Those listen to their children with a handle; in the place of its argument is
 * the future that it listens for. It goes with the handle: nothing is kept.
 */
export function onBehalf(handle: Handle, result: Future<unknown>): void {
  handle._argument = result
}

/** The tasks that wait for it, each once. */
export function awaitedBy(future: Future<unknown>): Task[] {
  const tasks: Task[] = []
  const met: unknown[] = []
  search(future)
  return tasks

  function search(future: Future<unknown>): void {
    const last = future.done() ? null : future._waiter
    let it: Runnable | null = last
    if (last === null || met.indexOf(future) >= 0) return
    met.push(future)
    do {
      it = it!._next
      if (it instanceof Task) {
        const owner = ownerOf(it)
        if (tasks.indexOf(owner) < 0) tasks.push(owner)
      } else {
        // A reaction is a future itself.
        const result: unknown = it instanceof Future ? it : (it as Handle)._argument
        if (result instanceof Future) search(result)
      }
    } while (it !== last)
  }
}

/** What is awaited of a call; of an async generator, the answer to the request that it works on. */
function resultOf(call: Task & { _head?: { answer: { promise: unknown } } | null }): Future<unknown> {
  return call._head ? (call._head.answer.promise as Future<unknown>) : (call as Future<unknown>)
}

/** The task that a call is part of: what `createTask` made, or the call that only a callback or several wait for. */
export function ownerOf(call: Task): Task {
  let owner = call
  for (let steps = 0; owner.b !== CREATED && steps < 1e6; steps++) {
    const waiter = resultOf(owner)._waiter
    if (!(waiter instanceof Task) || waiter._next !== waiter) break
    owner = waiter
    if (owner === call) break
  }
  return owner
}
