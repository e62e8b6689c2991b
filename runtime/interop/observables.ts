import { createTask } from '../tasks/create-task.js'
import { newFeed } from './feed.js'

/** What RxJS and its like agree on. */
export interface Observable<T> {
  subscribe(observer: Observer<T>): { unsubscribe(): void } | (() => void)
}

/** Who listens to an observable. */
export interface Observer<T> {
  next(value: T): void
  error(error: unknown): void
  complete(): void
}

/** The values of an observable as they come; leaving the loop unsubscribes. */
export function fromObservable<T>(source: Observable<T>): AsyncIterableIterator<T> {
  let over = false
  const feed = newFeed<T>(() => {
    over = true
    if (subscription !== null) leave(subscription)
  })
  let subscription: ReturnType<Observable<T>['subscribe']> | null = null
  subscription = source.subscribe({ next: feed.push, error: feed.fail, complete: feed.end })
  // It came to its end while we subscribed.
  if (over) leave(subscription)
  return feed.values
}

function leave(subscription: { unsubscribe(): void } | (() => void)): void {
  if (typeof subscription === 'function') subscription()
  else subscription.unsubscribe()
}

/** An observable that runs `work` for each subscriber; to unsubscribe is to cancel it. */
export function toObservable<T>(work: () => AsyncIterable<T>): {
  subscribe(observer: Observer<T>): { unsubscribe(): void }
} {
  return {
    subscribe(observer) {
      const task = createTask(() => feed(observer, work()))
      task.addDoneCallback(() => {
        if (task.cancelled()) return
        const error = task.exception()
        if (error === null) observer.complete()
        else observer.error(error)
      })
      return { unsubscribe: () => void task.cancel('unsubscribed') }
    },
  }
}

async function feed<T>(observer: Observer<T>, values: AsyncIterable<T>): Promise<void> {
  for await (const value of values) observer.next(value)
}
