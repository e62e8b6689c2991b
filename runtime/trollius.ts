import { coroutine as plain } from './tasks/coroutine.js'
import { ensureFuture, type Work } from './tasks/create-task.js'
import { yieldNow } from './tasks/yield-now.js'
import { Future } from './core/future.js'
import type { Task } from './core/task.js'

/**
 * The door `globeflower/trollius`: coroutines as Python 2 wrote them.
 *
 *   const total = coroutine(function* () {
 *     const size = yield* From(fetchSize())
 *     throw new Return(size)
 *   })
 */
export function coroutine<A extends unknown[], T>(
  generator: (...values: A) => Generator<unknown, T, any>,
): (...values: A) => Task<T> {
  return plain(function* (this: unknown, ...values: A): Generator<unknown, T, any> {
    try {
      return yield* generator.apply(this, values)
    } catch (error) {
      if (error instanceof Return) return error.value as T
      throw error
    }
  })
}

/** What is awaited: `yield From(x)`, or typed `yield* From(x)`. `From()` lets the others run. */
export function From(): Future<void>
export function From<T>(work: Work<T>): Future<T>
export function From(work?: Work<unknown>): Future<unknown> {
  return work === void 0 || work === null ? yieldNow() : ensureFuture(work)
}

/** Thrown, it ends a coroutine with a value; several values make an array. */
export class Return {
  declare readonly value: unknown

  constructor(...values: unknown[]) {
    this.value = values.length < 2 ? values[0] : values
  }
}

const { setException } = Future.prototype

// Thrown in the wrong place it would end whoever awaits it, with a value that is not theirs.
Future.prototype.setException = function (error) {
  if (error instanceof Return) {
    throw new TypeError('A Return ends a coroutine and is no exception. Use setResult() for its value.')
  }
  setException.call(this, error)
}

export { run } from './tasks/run.js'
