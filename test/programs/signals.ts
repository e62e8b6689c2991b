/** Signals with async changes, a graph of jobs with cycles found, a container of async services. */
type Cleanup = () => void
class Signal<T> {
  private subs: ((v: T, old: T) => void)[] = []
  constructor(private _v: T) {}
  get value() {
    return this._v
  }
  set value(v: T) {
    const old = this._v
    if (old === v) return
    this._v = v
    for (const s of this.subs.slice()) s(v, old)
  }
  watch(f: (v: T, old: T) => void): Cleanup {
    this.subs.push(f)
    return () => {
      this.subs = this.subs.filter((x) => x !== f)
    }
  }
  async *changes(n: number) {
    for (let i = 0; i < n; i++)
      yield await new Promise<T>((r) => {
        const off = this.watch((v) => {
          off()
          r(v)
        })
      })
  }
}
function computed<A, B, R>(a: Signal<A>, b: Signal<B>, f: (a: A, b: B) => R) {
  const s = new Signal(f(a.value, b.value))
  const up = () => {
    s.value = f(a.value, b.value)
  }
  a.watch(up)
  b.watch(up)
  return s
}
type Spec = { [name: string]: { needs?: string[]; run: (ctx: Record<string, unknown>) => unknown } }
async function graph(spec: Spec, limit = 2): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {},
    started: Record<string, Promise<void>> = {},
    trail: string[] = []
  let active = 0
  const queue: (() => void)[] = []
  const slot = () =>
    active < limit
      ? (active++, Promise.resolve())
      : new Promise<void>((r) => {
          queue.push(() => {
            active++
            r()
          })
        })
  const free = () => {
    active--
    queue.shift()?.()
  }
  const visit = (name: string, path: string[]): Promise<void> => {
    if (path.indexOf(name) >= 0) return Promise.reject(new Error(`cycle ${[...path, name].join('>')}`))
    return (started[name] ??= (async () => {
      const job = spec[name]
      if (!job) throw new ReferenceError(`unknown ${name} (needed by ${path[path.length - 1] ?? 'nobody'})`)
      const { needs = [], run } = job
      await Promise.all(needs.map((n) => visit(n, [...path, name])))
      await slot()
      try {
        const ctx: Record<string, unknown> = {}
        for (const n of needs) ctx[n] = results[n]
        results[name] = await run(ctx)
        trail.push(name)
      } finally {
        free()
      }
    })())
  }
  for (const name in spec) await visit(name, [])
  results['trail'] = trail.length
  return results
}
const sleep = <T>(ms: number, v: T) => new Promise<T>((r) => setTimeout(() => r(v), ms))
class Container {
  private made: Record<string, unknown> = {}
  private makers: Record<string, (c: Container) => unknown> = {}
  provide<T>(k: string, f: (c: Container) => T | Promise<T>) {
    this.makers[k] = f
    return this
  }
  async get<T = any>(k: string): Promise<T> {
    if (!(k in this.made)) {
      const m = this.makers[k]
      if (!m) throw new Error(`no ${k}`)
      this.made[k] = m(this)
    }
    return this.made[k] as T
  }
}
async function main() {
  const a = new Signal(1),
    b = new Signal('x'),
    c = computed(a, b, (n, s) => new Array(n + 1).join(s)),
    seen: string[] = []
  const off = c.watch((v, o) => seen.push(`${o}->${v}`))
  a.value = 3
  b.value = 'yz'
  a.value = 3
  off()
  a.value = 1
  console.log(seen.join(' '), c.value)
  setTimeout(() => {
    a.value = 7
  }, 2)
  setTimeout(() => {
    a.value = 8
  }, 30)
  for await (const v of a.changes(2)) console.log('changed', v)
  const r = await graph({
    app: { needs: ['db', 'cfg'], run: ({ db, cfg }) => `${db}+${cfg}` },
    db: { needs: ['cfg'], run: async ({ cfg }) => sleep(2, `db(${cfg})`) },
    cfg: { run: () => sleep(1, 'cfg') },
    lone: { run: () => 42 },
  })
  console.log(r['app'], r['lone'], r['trail'])
  for (const bad of [
    { a: { needs: ['b'], run() {} }, b: { needs: ['a'], run() {} } },
    { a: { needs: ['zz'], run() {} } },
    {
      a: {
        run() {
          throw new TypeError('run failed')
        },
      },
    },
  ] as Spec[]) {
    try {
      await graph(bad)
      console.log('fine?')
    } catch (e) {
      console.log((e as Error).name, (e as Error).message)
    }
  }
  const di = new Container()
    .provide('url', () => 'db://')
    .provide('conn', async (c) => ({ url: await c.get<string>('url'), q: async (s: string) => sleep(1, s.length) }))
    .provide('repo', async (c) => {
      const { q, url } = await c.get('conn')
      return { size: async (s: string) => `${url}${await q(s)}` }
    })
  console.log(
    await (await di.get('repo')).size('select'),
    (await di.get('conn')) === (await di.get('conn')),
    await di.get('nope').catch((e) => e.message),
  )
  const asyncSort = async <T>(xs: T[], key: (t: T) => Promise<number>) =>
    (await Promise.all(xs.map(async (x) => [await key(x), x] as const))).sort(([p], [q]) => p - q).map(([, x]) => x)
  console.log((await asyncSort(['ccc', 'a', 'bb'], (s) => sleep(4 - s.length, s.length))).join())
}
main().catch((e) => console.log('FAIL', e.message))
