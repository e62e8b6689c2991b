/**
 * What is ready to run, first in, first out: task wake-ups, callbacks and the
 * reactions of our promises share this one queue.
 *
 * A linked list through the entries themselves: an entry is in one list at a
 * time (waiting on a future, or ready), so that becoming ready allocates nothing.
 *
 * The last entry stays outside the list, in `_last`: a task that is awaited
 * right after it became ready is taken from there and run in place.
 */
export interface Runnable {
  _next: Runnable | null
  _run(): void
}

export interface Ready {
  _head: Runnable | null
  _tail: Runnable | null
  _last: Runnable | null
}

export function enqueue(ready: Ready, entry: Runnable): void {
  const before = ready._last
  ready._last = entry
  if (before !== null) {
    if (ready._head === null) ready._head = before
    else ready._tail!._next = before
    ready._tail = before
  }
}

export function dequeue(ready: Ready): Runnable | null {
  const entry = ready._head
  if (entry === null) {
    const last = ready._last
    ready._last = null
    return last
  }
  ready._head = entry._next
  entry._next = null
  return entry
}
