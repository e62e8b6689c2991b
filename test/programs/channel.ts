/** Async iterators with back pressure: a bounded channel, map, filter, take, batch. */
class Channel<T> implements AsyncIterable<T> {
  private buffer: T[] = []
  private takers: ((r: IteratorResult<T>) => void)[] = []
  private putters: { value: T; resolve: () => void }[] = []
  private closed = false
  constructor(
    private readonly capacity: number,
    private readonly name = 'chan',
  ) {}
  async put(value: T): Promise<void> {
    if (this.closed) throw new Error(`${this.name} closed`)
    const taker = this.takers.shift()
    if (taker) return taker({ value, done: false })
    if (this.buffer.length < this.capacity) {
      this.buffer.push(value)
      return
    }
    return new Promise((resolve) => {
      this.putters.push({ value, resolve })
    })
  }
  close() {
    this.closed = true
    for (const t of this.takers.splice(0, this.takers.length)) t({ value: undefined, done: true })
  }
  next(): Promise<IteratorResult<T>> {
    if (this.buffer.length > 0) {
      const value = this.buffer.shift()!
      const p = this.putters.shift()
      if (p) {
        this.buffer.push(p.value)
        p.resolve()
      }
      return Promise.resolve({ value, done: false })
    }
    if (this.closed) return Promise.resolve({ value: undefined, done: true })
    return new Promise((r) => this.takers.push(r))
  }
  async return(): Promise<IteratorResult<T>> {
    log(`${this.name} return`)
    this.close()
    return { value: undefined, done: true }
  }
  [Symbol.asyncIterator]() {
    return this
  }
}
const log = (...a: unknown[]) => console.log(...a)
async function* map<A, B>(src: AsyncIterable<A>, f: (a: A, i: number) => B | Promise<B>) {
  let i = 0
  for await (const a of src) yield f(a, i++)
}
async function* filter<A>(src: AsyncIterable<A>, f: (a: A) => boolean) {
  for await (const a of src) if (f(a)) yield a
}
async function* take<A>(src: AsyncIterable<A>, n: number) {
  if (n <= 0) return
  for await (const a of src) {
    yield a
    if (--n === 0) return
  }
}
async function* batch<A>(src: AsyncIterable<A>, n: number) {
  let acc: A[] = []
  try {
    for await (const a of src) {
      acc.push(a)
      if (acc.length === n) {
        yield acc
        acc = []
      }
    }
    if (acc.length) yield acc
  } finally {
    log('batch finally', acc.length)
  }
}
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms))
async function collect<A>(src: AsyncIterable<A>): Promise<A[]> {
  const out: A[] = []
  for await (const a of src) out.push(a)
  return out
}
async function main() {
  const c = new Channel<number>(2, 'A')
  const producer = (async () => {
    for (let i = 0; i < 10; i++) {
      await c.put(i)
    }
    c.close()
    return 'produced'
  })()
  const got = await collect(
    batch(
      map(
        filter(c, (n) => n % 3 !== 0),
        async (n, i) => {
          await sleep(1)
          return `${n}@${i}`
        },
      ),
      4,
    ),
  )
  log(got.map((b) => `[${b.join()}]`).join(' '), await producer)
  const d = new Channel<string>(1, 'D')
  const p2 = (async () => {
    let n = 0
    try {
      for (;;) await d.put(`m${n++}`)
    } catch (e) {
      return `${(e as Error).message} after ${n}`
    }
  })()
  log((await collect(take(d, 3))).join())
  d.next().then(async (r) => log('left', r.value))
  await d.next().then(({ done }) => log('done', !!done))
  log(await Promise.race([p2, sleep(20).then(() => 'p2 pending')]))
  const e = take(
    map(new Channel<number>(1, 'E'), (x) => x),
    0,
  )
  log((await e.next()).done)
  const g = batch(
    map(
      (async function* () {
        yield 1
        yield 2
        throw new Error('source broke')
      })(),
      (x) => x * 2,
    ),
    5,
  )
  try {
    log(await g.next())
  } catch (err) {
    log('caught', (err as Error).message)
  }
  log((await g.next()).done)
}
main()
