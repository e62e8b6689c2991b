import { iteratorSymbol } from '../compat/symbols.js'
import { Future } from '../core/future.js'
import { start, Task } from '../core/task.js'

/**
 * Generators as coroutines, for engines and sources without `async`:
 *
 *   const total = coroutine(function* (urls) { … yield* size(url) … })
 *
 * `yield` awaits; `yield*` of a future or a task does too, and is typed.
 */
export function coroutine<A extends unknown[], T>(
  generator: (...values: A) => Generator<unknown, T, any>,
): (...values: A) => Task<T> {
  return function (this: unknown) {
    // eslint-disable-next-line prefer-rest-params
    const iterator = generator.apply(this, arguments as unknown as A)
    return start(new Task(run as never, iterator), run as never) as Task<T>
  }
}

interface CoroutineFrame extends Task {
  a: Iterator<unknown, unknown, unknown>
}

/** One step of the machine: state 1 goes on with a value, state 2 with an error. */
function run(frame: CoroutineFrame, at: number): unknown {
  for (;;) {
    const result =
      at === 2 && frame.a.throw
        ? frame.a.throw(frame.sent)
        : at === 2
          ? raise(frame.sent)
          : at === 0
            ? frame.a.next()
            : frame.a.next(frame.sent)
    if (result.done) return result.value
    frame.handler = 2
    at = 1
    if (frame.wait(result.value, 1)) return
  }
}

function raise(error: unknown): never {
  throw error
}

// So that `yield* future` gives what the future gives.
;(Future.prototype as unknown as Record<string, unknown>)[iteratorSymbol] = function (this: Future<unknown>) {
  let asked = false
  const iterator: Record<string, unknown> = {
    next: (value: unknown) => {
      const done = asked
      asked = true
      return { done, value: done ? value : this }
    },
    throw: raise,
    return: (value: unknown) => ({ done: true, value }),
  }
  iterator[iteratorSymbol] = () => iterator
  return iterator
}

declare module '../core/future.js' {
  interface Future<T> {
    /** Where coroutines are in use. */
    [Symbol.iterator](): Generator<Future<T>, T, any>
  }
}
