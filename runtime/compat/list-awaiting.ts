import { keep } from '../core/keep.js'
import { iterateAsync, type AsyncIteration } from './async-iteration.js'
import { listOf, type ListIteration } from './iteration.js'
import { asyncIteratorSymbol } from './symbols.js'

/**
 * `for await`, profile `task`: what a list holds is awaited as it is, without
 * the promises that ECMAScript puts around each value. A list has nothing to
 * close.
 */
export function iterateAwaiting(iterable: unknown): AsyncIteration {
  const list = listOf(iterable)
  return list !== null && (iterable as Record<string, unknown>)[asyncIteratorSymbol] === void 0
    ? new ListAwaiting(list)
    : iterateAsync(iterable)
}

class ListAwaiting implements AsyncIteration {
  declare value: unknown
  declare _list: ListIteration

  constructor(list: ListIteration) {
    this.value = void 0
    this._list = list
  }

  next(): unknown {
    return this._list.step() ? this._list.value : void 0
  }

  step(result: unknown): boolean {
    this.value = result
    return !this._list.done
  }

  close(): unknown {
    return void 0
  }

  closed(): void {}

  fail(error: unknown): unknown {
    return error
  }

  failed(error: unknown): unknown {
    return error
  }
}

;(ListAwaiting as unknown as { kept: object }).kept = keep(new ListAwaiting(null as never))
