import { Queue, type Store } from './queue.js'

/**
 * A queue that gives the smallest item first, of equal ones the oldest.
 * Arrays are compared item by item, so `[priority, value]` works as in Python.
 */
export class PriorityQueue<T> extends Queue<T> {
  constructor(maxsize = 0, compare: (one: T, other: T) => number = naturally) {
    super(maxsize, heap(compare))
    if (typeof compare !== 'function') {
      throw new TypeError('A PriorityQueue compares by a function, got ' + typeof compare + '.')
    }
  }
}

interface Entry<T> {
  item: T
  order: number
}

function heap<T>(compare: (one: T, other: T) => number): Store<T> {
  const entries: Entry<T>[] = []
  let newest = 0
  let oldest = 0

  function before(one: Entry<T>, other: Entry<T>): boolean {
    const difference = compare(one.item, other.item)
    return difference === 0 ? one.order < other.order : difference < 0
  }

  function insert(entry: Entry<T>): void {
    let at = entries.length
    entries.push(entry)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(entry, entries[parent])) break
      entries[at] = entries[parent]
      at = parent
    }
    entries[at] = entry
  }

  return {
    add(item) {
      insert({ item, order: newest++ })
    },
    take() {
      const first = entries[0]
      const entry = entries.pop()!
      const length = entries.length
      let at = 0
      if (length > 0) {
        for (;;) {
          let child = 2 * at + 1
          if (child + 1 < length && before(entries[child + 1], entries[child])) child++
          if (child >= length || !before(entries[child], entry)) break
          entries[at] = entries[child]
          at = child
        }
        entries[at] = entry
      }
      return first.item
    },
    restore(item) {
      insert({ item, order: --oldest })
    },
    size: () => entries.length,
  }
}

function naturally(one: unknown, other: unknown): number {
  if (one instanceof Array && other instanceof Array) {
    for (let i = 0; i < one.length && i < other.length; i++) {
      const difference = naturally(one[i], other[i])
      if (difference !== 0) return difference
    }
    return one.length - other.length
  }
  return (one as number) < (other as number) ? -1 : (other as number) < (one as number) ? 1 : 0
}
