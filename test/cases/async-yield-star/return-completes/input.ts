// After return() has ended the delegate nothing of the outer body runs.
export async function main(log: (...values: unknown[]) => void) {
  async function* inner(): any {
    yield 1
    yield 2
  }
  async function* outer(): any {
    yield* inner()
    log('must not run')
    yield 3
  }
  const it = outer()
  await it.next()
  log(await it.return('r'), await it.next())
}
