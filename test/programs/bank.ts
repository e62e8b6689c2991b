/** Bank: transfers under locks taken in order, rolled back in finally. */
class Mutex {
  private tail: Promise<void> = Promise.resolve()
  holders = 0
  async lock(): Promise<() => void> {
    let release!: () => void
    const prev = this.tail
    this.tail = new Promise<void>((r) => (release = r))
    await prev
    this.holders++
    let open = true
    return () => {
      if (open) {
        open = false
        this.holders--
        release()
      }
    }
  }
  async with<T>(fn: () => T | Promise<T>): Promise<T> {
    const unlock = await this.lock()
    try {
      return await fn()
    } finally {
      unlock()
    }
  }
}
class Account {
  readonly mutex = new Mutex()
  static next = 1
  readonly id = Account.next++
  constructor(
    public readonly owner: string,
    public balance: number,
  ) {}
}
const pause = (n = 0) => new Promise<void>((r) => setTimeout(r, n))
const journal: string[] = []
async function transfer(from: Account, to: Account, amount: number): Promise<number> {
  const [first, second] = from.id < to.id ? [from, to] : [to, from]
  return first.mutex.with(() =>
    second.mutex.with(async () => {
      const saved = { f: from.balance, t: to.balance }
      let ok = false
      try {
        from.balance -= amount
        await pause()
        if (from.balance < 0) throw new Error(`insufficient: ${from.owner} lacks ${-from.balance}`)
        to.balance += amount
        await pause()
        if (amount > 500) throw { message: 'limit' }
        ok = true
        return from.balance
      } finally {
        if (!ok) {
          await pause()
          from.balance = saved.f
          to.balance = saved.t
        }
        journal.push(`${from.owner}>${to.owner} ${amount} ${ok ? 'ok' : 'rolled back'}`)
      }
    }),
  )
}
const bad = { n: 0 }
async function unsafe(acc: { n: number }) {
  const n = acc.n
  await pause()
  acc.n = n + 1
}
async function main() {
  const ann = new Account('ann', 100),
    bob = new Account('bob', 50),
    cat = new Account('cat', 2000)
  const jobs = [
    transfer(ann, bob, 30),
    transfer(bob, ann, 70),
    transfer(bob, ann, 200),
    transfer(cat, ann, 600),
    transfer(ann, cat, 10),
    transfer(cat, bob, 5),
  ]
  const results = await Promise.all(
    jobs.map((p) =>
      p.then(
        (v) => `+${v}`,
        (e: { message: string }) => `-${e.message}`,
      ),
    ),
  )
  console.log(results.join('\n'))
  console.log(journal.sort().join('\n'))
  console.log(
    [ann, bob, cat]
      .map(({ owner, balance, id, mutex: { holders } }) => `${id}:${owner}=${balance}/${holders}`)
      .join(' '),
  )
  console.log('in all', ann.balance + bob.balance + cat.balance)
  await Promise.all([unsafe(bad), unsafe(bad), unsafe(bad)])
  console.log('lost update', bad.n)
  const m = new Mutex()
  await Promise.all([1, 2, 3].map(() => m.with(() => unsafe(bad))))
  console.log('safe', bad.n)
  try {
    await m.with(() => {
      throw new TypeError('sync throw inside')
    })
  } catch (e) {
    console.log((e as Error).message, m.holders)
  }
}
main()
