/** Orders on an event store: reservations in sequence, released again when a line cannot be had. */
type Ev =
  | { kind: 'stock'; sku: string; n: number }
  | { kind: 'reserve'; id: number; sku: string; n: number }
  | { kind: 'release'; id: number }
  | { kind: 'ship'; id: number }
class DomainError extends Error {
  override name = 'DomainError'
  constructor(
    message: string,
    readonly sku?: string,
  ) {
    super(message)
  }
}
class OutOfStock extends DomainError {
  constructor(
    sku: string,
    readonly missing: number,
  ) {
    super(`${missing} short of ${sku}`, sku)
  }
  get severe() {
    return this.missing > 5
  }
}
class Store {
  private events: Ev[] = []
  private snapshots: { at: number; state: State }[] = [];
  *since(n: number): Generator<[number, Ev]> {
    for (let i = n; i < this.events.length; i++) yield [i, this.events[i]!]
  }
  async append(...evs: Ev[]): Promise<number> {
    for (const e of evs) {
      await null
      this.events.push(e)
      if (this.events.length % 4 === 0) this.snapshots.push({ at: this.events.length, state: this.replay() })
    }
    return this.events.length
  }
  replay(): State {
    const last = this.snapshots[this.snapshots.length - 1]
    let s = last ? last.state.clone() : new State()
    for (const [, e] of this.since(last?.at ?? 0)) s = s.apply(e)
    return s
  }
  get count() {
    return { events: this.events.length, snapshots: this.snapshots.length }
  }
}
class State {
  stock: Record<string, number> = {}
  held: { [id: number]: { sku: string; n: number } } = {}
  shipped = 0
  clone() {
    const s = new State()
    s.stock = { ...this.stock }
    s.held = { ...this.held }
    s.shipped = this.shipped
    return s
  }
  apply(e: Ev): this {
    switch (e.kind) {
      case 'stock':
        this.stock[e.sku] = (this.stock[e.sku] ?? 0) + e.n
        return this
      case 'reserve': {
        const { id, kind: _, ...hold } = e
        this.stock[hold.sku]! -= hold.n
        this.held[id] = hold
        break
      }
      case 'release': {
        const { [e.id]: gone, ...left } = this.held
        if (gone) this.stock[gone.sku]! += gone.n
        this.held = left
        break
      }
      case 'ship':
        this.shipped += this.held[e.id]?.n ?? 0
        delete this.held[e.id]
    }
    return this
  }
  toString() {
    const p: string[] = []
    for (const k in this.stock) p.push(`${k}=${this.stock[k]}`)
    let h = 0
    for (const _ in this.held) h++
    return `${p.sort().join(' ')} held=${h} shipped=${this.shipped}`
  }
}
class Shop {
  #store = new Store()
  #ids = 0
  #busy: Promise<unknown> = Promise.resolve()
  #serial<T>(f: () => Promise<T>): Promise<T> {
    const next = this.#busy.then(f, f)
    this.#busy = next.then(
      () => {},
      () => {},
    )
    return next
  }
  stock = (sku: string, n: number) => this.#serial(() => this.#store.append({ kind: 'stock', sku, n }))
  order(...lines: [sku: string, n: number][]): Promise<number[]> {
    return this.#serial(async () => {
      const ids: number[] = []
      try {
        for (const [sku, n] of lines) {
          const have = this.#store.replay().stock[sku]
          if (have === undefined) throw new DomainError(`no such thing: ${sku}`, sku)
          if (have < n) throw new OutOfStock(sku, n - have)
          await this.#store.append({ kind: 'reserve', id: ++this.#ids, sku, n })
          ids.push(this.#ids)
        }
        return ids
      } catch (e) {
        for (const id of ids) await this.#store.append({ kind: 'release', id })
        throw e
      } finally {
        this.trace.push(ids.length)
      }
    })
  }
  ship(ids: number[]) {
    return this.#serial(() => this.#store.append(...ids.map((id): Ev => ({ kind: 'ship', id }))))
  }
  trace: number[] = []
  report() {
    const { events, snapshots } = this.#store.count
    return `${this.#store.replay()} (${events} events, ${snapshots} snapshots)`
  }
}
async function main() {
  const shop = new Shop()
  await Promise.all([shop.stock('nut', 10), shop.stock('bolt', 4)])
  const first = shop.order(['nut', 3], ['bolt', 2])
  const orders = [
    first,
    shop.order(['nut', 5], ['bolt', 9]),
    shop.order(['nut', 1], ['gear', 1]),
    shop.order(['bolt', 2]),
    shop.order(['nut', 99]),
  ]
  const outcomes = orders.map(async (order) => {
    try {
      return `ok ${(await order).join()}`
    } catch (e) {
      const kind = e instanceof OutOfStock ? `severe=${e.severe}` : e instanceof DomainError ? `no ${e.sku}` : 'unknown'
      return `${(e as Error).name}: ${(e as Error).message}, ${kind}, ${e instanceof Error}`
    }
  })
  console.log((await Promise.all(outcomes)).join('\n'))
  console.log(shop.report())
  await shop.ship(await first)
  console.log(shop.report(), shop.trace.join())
}
main().then(
  () => console.log('closed'),
  (e) => console.log('FAIL', e.message),
)
