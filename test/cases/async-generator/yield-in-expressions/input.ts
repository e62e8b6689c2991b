// Awaits and yields mixed in one expression.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    return [yield 'a', await 'b', (yield 'c') + (await 1), `${yield 'd'}${await 'e'}`]
  }
  const it = g()
  let r = await it.next()
  for (let n = 0; !r.done; n++) {
    log(r.value)
    r = await it.next(n)
  }
  log(r.value)
}
