import { asyncIteratorSymbol } from '../compat/symbols.js'
import { failed } from '../core/finished.js'
import { granted } from '../locks/hold.js'
import { WaitQueue } from '../locks/wait-queue.js'

/** Values that are pushed at us, as an async iterable: all are kept until they are asked for. */
export interface Feed<T> {
  push(value: T): void
  /** What has come is handed out first. */
  fail(error: unknown): void
  end(): void
  readonly values: AsyncIterableIterator<T>
}

/** `leave` is called once, when nobody wants any more or nothing more will come. */
export function newFeed<T>(leave: () => void): Feed<T> {
  let items: IteratorResult<T>[] = []
  let failure: { error: unknown } | null = null
  let open = true
  const waiters = new WaitQueue<IteratorResult<T>>()

  function giveBack(result: IteratorResult<T>): void {
    if (!result.done && !waiters.wake(result)) items.unshift(result)
  }

  function end(): void {
    if (open) leave()
    open = false
    if (failure !== null && waiters.fail(failure.error)) failure = null
    waiters.wakeAll(OVER)
  }

  const values: Record<string, unknown> = {
    next() {
      if (items.length > 0) return granted(items.shift()!, giveBack)
      if (open) return waiters.park(giveBack)
      if (failure === null) return granted(OVER, giveBack)
      const { error } = failure
      failure = null
      return failed(error)
    },
    return() {
      items = []
      failure = null
      end()
      return granted(OVER, giveBack)
    },
  }
  values[asyncIteratorSymbol] = () => values
  return {
    push(value) {
      if (open) giveItem({ done: false, value })
    },
    fail(error) {
      if (!open) return
      failure = { error }
      end()
    },
    end,
    values: values as unknown as AsyncIterableIterator<T>,
  }

  function giveItem(result: IteratorResult<T>): void {
    if (!waiters.wake(result)) items.push(result)
  }
}

const OVER: IteratorResult<never> = { done: true, value: void 0 }
