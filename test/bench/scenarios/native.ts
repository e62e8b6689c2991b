/** Promises; a cancel is an AbortController for each call. */
export async function recursion(depth: number): Promise<number> {
  if (depth > 1) return (await recursion(depth - 1)) + 1
  for (let i = 0; i < 100; i++) await Promise.resolve()
  return 1
}

export async function events(depth: number): Promise<number> {
  const first = new Queue()
  let from = first
  for (let i = 0; i < depth; i++) void relay(from, (from = new Queue()))
  let sum = 0
  for (let i = 1; i <= 100; i++) {
    first.put(i)
    sum += await from.get()
  }
  return sum
}

async function relay(from: Queue, to: Queue): Promise<void> {
  for (;;) to.put(await from.get())
}

class Queue {
  private items: number[] = []
  private waiters: ((item: number) => void)[] = []

  put(item: number): void {
    const waiter = this.waiters.shift()
    if (waiter) waiter(item)
    else this.items.push(item)
  }

  async get(): Promise<number> {
    return this.items.length > 0 ? this.items.shift()! : new Promise((resolve) => this.waiters.push(resolve))
  }
}

export async function cancellation(count: number): Promise<number> {
  const released = { count: 0 }
  const controllers = Array.from({ length: count }, () => new AbortController())
  const ends = controllers.map(({ signal }) => nested(10, signal, released))
  await null
  for (const controller of controllers) controller.abort()
  await Promise.allSettled(ends)
  return released.count
}

async function nested(depth: number, signal: AbortSignal, released: { count: number }): Promise<void> {
  const own = new AbortController()
  const abort = () => own.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    if (depth > 1) await nested(depth - 1, own.signal, released)
    else await new Promise((_, reject) => own.signal.addEventListener('abort', () => reject(own.signal.reason)))
  } finally {
    signal.removeEventListener('abort', abort)
    released.count++
  }
}

export async function startup(): Promise<number> {
  return 1
}
