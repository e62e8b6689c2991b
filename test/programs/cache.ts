/** LRU cache with an async loader: loads in flight are shared, failures are not kept. */
type Loader<V> = (key: string) => Promise<V>
interface Entry<V> {
  key: string
  value: V
  prev: Entry<V> | null
  next: Entry<V> | null
}
class Lru<V> {
  private index: { [key: string]: Entry<V> } = {}
  private head: Entry<V> | null = null
  private tail: Entry<V> | null = null
  private count = 0
  private inflight: { [key: string]: Promise<V> } = {}
  readonly stats = { hits: 0, misses: 0, joined: 0, evicted: 0 }
  constructor(
    private readonly capacity: number,
    private readonly loader: Loader<V>,
  ) {}
  private unlink(e: Entry<V>) {
    e.prev ? (e.prev.next = e.next) : (this.head = e.next)
    e.next ? (e.next.prev = e.prev) : (this.tail = e.prev)
    e.prev = e.next = null
    this.count--
  }
  private link(e: Entry<V>) {
    e.next = this.head
    if (this.head) this.head.prev = e
    this.head = e
    this.tail ??= e
    this.count++
  }
  async get(key: string): Promise<V> {
    const found = this.index[key]
    if (found) {
      this.stats.hits++
      this.unlink(found)
      this.link(found)
      return found.value
    }
    const pending = this.inflight[key]
    if (pending) {
      this.stats.joined++
      return pending
    }
    this.stats.misses++
    const load = (async () => {
      try {
        const value = await this.loader(key)
        this.link((this.index[key] = { key, value, prev: null, next: null }))
        while (this.count > this.capacity) {
          const victim = this.tail!
          this.unlink(victim)
          delete this.index[victim.key]
          this.stats.evicted++
        }
        return value
      } finally {
        delete this.inflight[key]
      }
    })()
    this.inflight[key] = load
    return load
  }
  *keys(): Generator<string> {
    for (let e = this.head; e; e = e.next) yield e.key
  }
  *[Symbol.iterator](): Generator<[string, V]> {
    for (let e = this.head; e; e = e.next) yield [e.key, e.value]
  }
}
const sleep = (ms: number) =>
  new Promise<void>((r) => {
    setTimeout(r, ms)
  })
let loads = 0
const cache = new Lru<string>(3, async (key) => {
  loads++
  await sleep((key.charCodeAt(0) % 5) + 1)
  if (key === 'bad') throw new Error(`cannot load ${key}`)
  return `<${key}#${loads}>`
})
;(async function () {
  console.log(await cache.get('a'), await cache.get('b'), await cache.get('a'))
  const same = await Promise.all(['c', 'c', 'c', 'a'].map((k) => cache.get(k)))
  console.log(same.join(' '), [...cache.keys()].join())
  const told = ['bad', 'bad', 'a'].map((k) =>
    cache.get(k).then(
      (value) => `ok ${value}`,
      (reason: Error) => `no ${reason.message}`,
    ),
  )
  console.log((await Promise.all(told)).join('; '))
  for (const k of ['d', 'e', 'a', 'd']) console.log(k, await cache.get(k), '|', [...cache.keys()].join())
  try {
    await cache.get('bad')
  } catch ({ message }: any) {
    console.log('again', message)
  }
  for (const [k, v] of cache) console.log(k, v)
  const { hits, misses, joined, evicted } = cache.stats
  console.log('stats', hits, misses, joined, evicted, loads)
})()
