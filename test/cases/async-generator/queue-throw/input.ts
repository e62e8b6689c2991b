// throw and next in the queue: each request gets its own answer.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield 1
    } catch (error) {
      log('caught', error)
      yield 2
    }
    yield 3
  }
  const it = g()
  log(
    await Promise.all([
      it.next(),
      it.throw('t'),
      it.next(),
      it.next(),
      it.throw('late').catch((error: any) => 'rejected ' + error),
    ]),
  )
}
