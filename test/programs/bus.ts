/** Publish and subscribe: wildcard topics, handlers that await or throw, super in an async method, private fields and getters. */
type Handler<T> = (payload: T, topic: string) => void | Promise<void>
interface Subscription {
  unsubscribe(): boolean
  readonly topic: string
}
class Bus<Events extends Record<string, unknown>> {
  static #instances = 0
  #handlers: { pattern: string; fn: Handler<any>; once: boolean }[] = []
  readonly id = ++Bus.#instances
  protected errors: string[] = []
  static get instances() {
    return Bus.#instances
  }
  #match(pattern: string, topic: string): boolean {
    if (pattern === topic || pattern === '*') return true
    const p = pattern.split('.'),
      t = topic.split('.')
    for (let i = 0; i < p.length; i++) {
      if (p[i] === '**') return true
      if (p[i] !== '*' && p[i] !== t[i]) return false
    }
    return p.length === t.length
  }
  on<K extends keyof Events & string>(
    pattern: K | string,
    fn: Handler<Events[K]>,
    { once = false }: { once?: boolean } = {},
  ): Subscription {
    const record = { pattern, fn, once }
    this.#handlers.push(record)
    return {
      topic: pattern,
      unsubscribe: () => {
        const i = this.#handlers.indexOf(record)
        if (i < 0) return false
        this.#handlers.splice(i, 1)
        return true
      },
    }
  }
  once(pattern: string, fn: Handler<any>) {
    return this.on(pattern, fn, { once: true })
  }
  waitFor<T = unknown>(pattern: string): Promise<T> {
    return new Promise((r) => this.once(pattern, (p: T) => r(p)))
  }
  async emit(topic: string, payload: unknown): Promise<number> {
    let n = 0
    for (const h of this.#handlers.slice()) {
      if (!this.#match(h.pattern, topic)) continue
      if (h.once) this.#handlers = this.#handlers.filter((x) => x !== h)
      try {
        await h.fn(payload, topic)
        n++
      } catch (e) {
        this.errors.push(`${topic}: ${e instanceof Error ? e.message : e}`)
      }
    }
    return n
  }
  get failures(): ReadonlyArray<string> {
    return this.errors
  }
  has(o: object) {
    return #handlers in o
  }
}
class LoggingBus extends Bus<{ [k: string]: unknown }> {
  lines: string[] = []
  override async emit(topic: string, payload: unknown) {
    this.lines.push(`> ${topic}`)
    const n = await super.emit(topic, payload)
    this.lines.push(`< ${topic} ${n}`)
    return n
  }
  override get failures() {
    return this.errors.concat(['(end)'])
  }
}
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms))
async function main() {
  const bus = new LoggingBus()
  const seen: string[] = []
  bus.on('user.created', async (p: any, t) => {
    await sleep(2)
    seen.push(`${t}=${p.name}`)
  })
  const sub = bus.on('user.*', (p: any) => {
    seen.push(`wild ${p.name}`)
  })
  bus.once('**', () => {
    throw new TypeError('once bad')
  })
  bus.on('order.**', async () => {
    await null
    throw 'async bad'
  })
  const waited = bus.waitFor<{ name: string }>('user.deleted')
  console.log('created', await bus.emit('user.created', { name: 'ann' }))
  console.log('order', await bus.emit('order.paid.late', 1), sub.unsubscribe(), sub.unsubscribe(), sub.topic)
  console.log('deleted', await bus.emit('user.deleted', { name: 'bob' }), (await waited).name)
  console.log(seen.join(' | '))
  console.log(bus.lines.join('\n'))
  console.log(bus.failures.join(' / '), Bus.instances, bus.id, bus.has(bus), bus.has({}))
}
main()
