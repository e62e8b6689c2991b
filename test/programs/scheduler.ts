/** Event scheduler: a heap drained by a generator inside an async generator, jobs that fail, private fields. */
interface Job {
  name: string
  at: number
  priority: number
  run: () => Promise<string>
}
class PriorityQueue<T> {
  private heap: T[] = []
  constructor(private readonly less: (a: T, b: T) => boolean) {}
  get size(): number {
    return this.heap.length
  }
  push(item: T): this {
    const h = this.heap
    h.push(item)
    for (let i = h.length - 1; i > 0;) {
      const p = (i - 1) >> 1
      if (!this.less(h[i]!, h[p]!)) break
      ;[h[i], h[p]] = [h[p]!, h[i]!]
      i = p
    }
    return this
  }
  pop(): T | undefined {
    const h = this.heap
    if (h.length === 0) return undefined
    const top = h[0]
    const last = h.pop()!
    if (h.length > 0) {
      h[0] = last
      for (let i = 0; ;) {
        const l = 2 * i + 1,
          r = l + 1
        let m = i
        if (l < h.length && this.less(h[l]!, h[m]!)) m = l
        if (r < h.length && this.less(h[r]!, h[m]!)) m = r
        if (m === i) break
        ;[h[i], h[m]] = [h[m]!, h[i]!]
        i = m
      }
    }
    return top
  }
  *drain(): Generator<T, number> {
    let n = 0
    while (this.size) {
      yield this.pop()!
      n++
    }
    return n
  }
}
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms))
class Scheduler {
  #queue = new PriorityQueue<Job>((a, b) => (a.at !== b.at ? a.at < b.at : a.priority > b.priority))
  #clock = 0
  readonly log: string[] = []
  static readonly version = '1.0'
  add(name: string, at: number, priority = 0, run: Job['run'] = async () => name.toUpperCase()) {
    this.#queue.push({ name, at, priority, run })
    return this
  }
  async *run(): AsyncGenerator<string, number, undefined> {
    let done = 0
    for (const { name, at, run, ...rest } of this.#queue.drain()) {
      const wait = Math.max(0, at - this.#clock)
      if (wait) await sleep(wait)
      this.#clock = at
      try {
        const result = await run()
        yield `[t=${at}] ${name} -> ${result} p${rest.priority}`
        done++
      } catch (e) {
        yield `[t=${at}] ${name} failed: ${(e as Error).message}`
      } finally {
        this.log.push(name)
      }
    }
    return done
  }
}
async function main() {
  const s = new Scheduler()
  s.add('alpha', 10)
    .add('beta', 5, 2)
    .add('gamma', 5, 9)
    .add('boom', 7, 0, async () => {
      await sleep(1)
      throw new RangeError('exploded')
    })
    .add('slow', 7, 1, async () => {
      for (let i = 0; i < 3; i++) await sleep(1)
      return 'slow done'
    })
  const it = s.run()
  for (;;) {
    const r = await it.next()
    if (r.done) {
      console.log('completed', r.value)
      break
    }
    console.log(r.value)
  }
  console.log(s.log.join(' > '), Scheduler.version)
  const pq = new PriorityQueue<number>((a, b) => a < b)
  let seed = 42
  for (let i = 0; i < 40; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    pq.push(seed % 1000)
  }
  console.log([...pq.drain()].join(','))
}
main().catch((e) => console.log('failed', e.message))
