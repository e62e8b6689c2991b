import { keep } from '../core/keep.js'
import { Future } from '../core/future.js'
import { ReturnSignal } from '../core/signal.js'
import { nativePromise, nativeThen } from '../hosts/native.js'
import { isObject } from './define.js'
import { checkResult, describe, iteratorOf, type Method } from './iterator.js'
import { asyncIteratorSymbol } from './symbols.js'

/**
 * `for await`, as emitted code steps through it: what has to be awaited is
 * handed out, its result handed in.
 */
export interface AsyncIteration {
  value: unknown
  /** What to await for the next value. */
  next(): unknown
  /** Takes the awaited result; false when there are no more values. */
  step(result: unknown): boolean
  /** What to await when the loop is left early. */
  close(): unknown
  /** Takes what `close` was awaited to. */
  closed(result: unknown): void
  /** The loop ended by `error`, and `close` was awaited to `result`: gives back what is thrown on. */
  fail(error: unknown, result: unknown): unknown
  /** The loop ended by `error`, and `close` failed with `thrown`: gives back what is thrown on. */
  failed(error: unknown, thrown: unknown): unknown
}

export interface AsyncIterator {
  next: Method
  return?: Method | null
  throw?: Method | null
}

export function iterateAsync(iterable: unknown): AsyncIteration {
  return new Iteration(asyncIteratorOf(iterable))
}

class Iteration implements AsyncIteration {
  declare value: unknown
  /** Null once exhausted, failed or closed. */
  declare _iterator: AsyncIterator | null
  declare _next: Method
  declare _closing: boolean

  constructor(iterator: AsyncIterator) {
    this.value = void 0
    this._iterator = iterator
    this._next = iterator.next
    this._closing = false
  }

  next(): unknown {
    return this._next.call(this._iterator)
  }

  step(result: unknown): boolean {
    const answer = checkResult(result)
    if (answer.done) {
      this._iterator = null
      return false
    }
    this.value = answer.value
    return true
  }

  close(): unknown {
    const iterator = this._iterator
    this._iterator = null
    const method = iterator && iterator.return
    if (method === null || method === void 0) return void 0
    this._closing = true
    return method.call(iterator)
  }

  closed(result: unknown): void {
    if (this._closing) checkResult(result)
  }

  fail(error: unknown, result: unknown): unknown {
    if (error instanceof ReturnSignal) this.closed(result)
    return error
  }

  failed(error: unknown, thrown: unknown): unknown {
    return error instanceof ReturnSignal ? thrown : error
  }
}

/** GetIterator(async): the iterable's own, else its sync one with its values awaited. */
export function asyncIteratorOf(iterable: unknown): AsyncIterator {
  const method =
    iterable === null || iterable === void 0
      ? null
      : (iterable as Record<string, Method | null | undefined>)[asyncIteratorSymbol]
  if (method === null || method === void 0) return new FromSync(iteratorOf(iterable) as AsyncIterator)
  const iterator = method.call(iterable)
  if (!isObject(iterator)) {
    throw new TypeError('Result of the async iterator method is ' + describe(iterator))
  }
  return iterator as AsyncIterator
}

/** %AsyncFromSyncIteratorPrototype% (27.1.6) */
class FromSync implements AsyncIterator {
  declare _iterator: AsyncIterator
  declare _next: Method

  constructor(iterator: AsyncIterator) {
    this._iterator = iterator
    this._next = iterator.next
  }

  next(...values: unknown[]): unknown {
    return this._answer(() => this._next.apply(this._iterator, values), true)
  }

  return(...values: unknown[]): unknown {
    return this._answer(() => {
      const method = this._iterator.return
      return method === null || method === void 0
        ? { value: values[0], done: true }
        : method.apply(this._iterator, values)
    }, false)
  }

  throw(...values: unknown[]): unknown {
    return this._answer(() => {
      const method = this._iterator.throw
      if (method === null || method === void 0) {
        this._close()
        throw new TypeError('The iterator has no throw method.')
      }
      return method.apply(this._iterator, values)
    }, true)
  }

  _close(): void {
    const method = this._iterator.return
    if (method !== null && method !== void 0) checkResult(method.call(this._iterator))
  }

  _answer(ask: () => unknown, closes: boolean): unknown {
    let done = false
    let settled: Thenable
    try {
      const result = checkResult(ask())
      done = !!result.done
      const value = result.value
      try {
        settled = wrap(value)
      } catch (error) {
        if (!done && closes) quietly(() => this._close())
        throw error
      }
    } catch (error) {
      return refuse(error)
    }
    return then(
      settled,
      (value) => ({ value, done }),
      done || !closes
        ? void 0
        : (error) => {
            quietly(() => this._close())
            throw error
          },
    )
  }
}

interface Thenable {
  then(onValue: (value: unknown) => unknown, onError?: (error: unknown) => unknown): unknown
}

const nativeResolve = nativePromise && nativePromise.resolve

function wrap(value: unknown): Thenable {
  if (nativePromise !== null) return nativeResolve!.call(nativePromise, value) as Thenable
  const future = new Future<unknown>()
  future.setResult(value)
  return isObject(value) && typeof (value as { then?: unknown }).then === 'function'
    ? (future.then((value) => value) as Thenable)
    : future
}

function then(source: Thenable, onValue: (value: unknown) => unknown, onError?: (error: unknown) => unknown): unknown {
  return nativeThen !== null
    ? nativeThen.call(source as never, onValue, onError as never)
    : source.then(onValue, onError)
}

function refuse(error: unknown): unknown {
  if (nativePromise !== null) return nativePromise.reject(error)
  const future = new Future<unknown>()
  future.setException(error)
  return future
}

function quietly(action: () => void): void {
  try {
    action()
  } catch (error) {
    // What made us close is the error to be told of.
  }
}

;(Iteration as unknown as { kept: object }).kept = keep(new Iteration({ next: describe } as never))
