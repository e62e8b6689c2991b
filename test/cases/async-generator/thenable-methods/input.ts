// next returns a fresh promise each time.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    yield 1
  }
  const it = g()
  const a = it.next(),
    b = it.next()
  log(a !== b, a instanceof Promise, typeof a.then)
  log(await a, await b)
}
