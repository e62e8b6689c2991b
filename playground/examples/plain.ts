/** Nothing but ECMAScript: promises, timers, classes, generators, `for await`. No import at all. */

class Account {
  #balance = 0
  static readonly limit = 100
  readonly history: string[] = []

  constructor(readonly owner: string) {}

  async deposit(amount: number, { note = 'cash' }: { note?: string } = {}): Promise<number> {
    if (amount > Account.limit) throw new RangeError(`${amount} is above ${Account.limit}`)
    await delay(amount / 10)
    this.#balance += amount
    this.history.push(`${note} ${amount}`)
    return this.#balance
  }

  *[Symbol.iterator](): Generator<string> {
    yield* this.history
  }

  async *statements(): AsyncGenerator<string> {
    for (const line of this) {
      await null
      yield `${this.owner}: ${line}`
    }
  }
}

class Savings extends Account {
  override async deposit(amount: number, options?: { note?: string }): Promise<number> {
    return (await super.deposit(amount, options)) + 1
  }
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function* fibonacci(): Generator<number, never, boolean | undefined> {
  let [a, b] = [0, 1]
  while (true) {
    const restart = yield a
    ;[a, b] = restart ? [0, 1] : [b, a + b]
  }
}

async function withRetry<T>(times: number, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      if (attempt === times) throw error
      console.log(`attempt ${attempt}: ${(error as Error).message}`)
    } finally {
      await delay(1)
    }
  }
}

async function main(): Promise<string> {
  const ann = new Account('ann')
  const bob = new Savings('bob')
  const balances = await Promise.all([ann.deposit(50), bob.deposit(20, { note: 'gift' })])
  console.log(`balances ${balances.join()}, most ${Math.max(...balances, ann.history.length)}`)
  await ann.deposit(7, {})
  await ann.deposit(500).catch((error: RangeError) => console.log(`${error.name}: ${error.message}`))

  for await (const line of ann.statements()) console.log(line)
  for await (const n of [delay(2).then(() => 1), 2, Promise.resolve(3)]) console.log(`item ${n}`)

  const series = fibonacci()
  const first = Array.from({ length: 8 }, () => series.next().value)
  console.log([...first, series.next(true).value, series.next().value].join(' '))

  const callbacks: (() => number)[] = []
  for (let i = 0; i < 3; i++) {
    await null
    callbacks.push(() => i * i)
  }
  console.log(callbacks.map((callback) => callback()).join())

  console.log(await Promise.race([delay(80).then(() => 'slow'), delay(5).then(() => 'fast')]))
  return withRetry(3, async (attempt) => {
    await delay(1)
    if (attempt < 3) throw new Error(`not yet (${attempt})`)
    return `worked at ${attempt}`
  })
}

main()
  .then((text) => console.log(text))
  .catch((error) => console.log(`failed: ${error}`))
  .then(() => console.log('end'))
