import { Queue } from './queue.js'

/** A queue that gives the newest item first. */
export class LifoQueue<T> extends Queue<T> {
  constructor(maxsize = 0) {
    const items: T[] = []
    super(maxsize, {
      add(item) {
        items.push(item)
      },
      take: () => items.pop()!,
      restore(item) {
        items.push(item)
      },
      size: () => items.length,
    })
  }
}
