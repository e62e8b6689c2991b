// next from inside the generator is queued, not refused.
export async function main(log: (...values: unknown[]) => void) {
  let it: any
  let pending: any
  async function* g(): any {
    pending = it.next('inner')
    log('sent', yield 1)
    yield 2
  }
  it = g()
  log(await it.next(), await pending, await it.next())
}
