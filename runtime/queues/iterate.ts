import { QueueShutDown } from '../core/errors.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { FAILED, PENDING, RESULT, SEEN } from '../core/states.js'

/** Hands out what `get` gives until it fails with QueueShutDown or, of channels, `end`. No item is lost to a cancel. */
export function iterate<T>(queue: { get(): Future<T> }, end = QueueShutDown): AsyncIterator<T> {
  return {
    next() {
      const item = queue.get()
      const giveBack = item._reclaim!
      const result = new Future<unknown>({
        onCancel: (reason) => void item.cancel(reason),
        reclaim: (given) => giveBack((given as { value: T }).value),
      })
      const settled = () => {
        const state = seen(item as Future<unknown>)
        if (result._state !== PENDING) {
          if (state === RESULT) giveBack(item._value as T)
        } else if (state === RESULT) settle(result, RESULT, { done: false, value: item._value })
        else if (item._value instanceof end) settle(result, RESULT, { done: true, value: void 0 })
        else settle(result, state === SEEN ? FAILED : state, item._value)
      }
      if (item.done()) settled()
      else listen(item, settled)
      return result as unknown as Promise<IteratorResult<T>>
    },
  }
}
