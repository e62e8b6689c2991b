// Classes declared in a function that suspends keep their identity.
export async function main(log: (...values: unknown[]) => void) {
  await null
  class Counter {
    static made = 0
    n = ++Counter.made
    async next() {
      await null
      return this.n
    }
  }
  const first = Counter
  await null
  log(new Counter().n, await new Counter().next(), first === Counter, Counter.made)
  const make = async (x: any) => {
    await null
    class Inner {
      get() {
        return x
      }
    }
    await null
    return Inner
  }
  const [A, B] = [await make('a'), await make('b')]
  log(new A().get(), new B().get(), (A as any) !== B)
}
