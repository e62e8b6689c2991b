// throw and return travel into the delegate.
export async function main(log: (...values: unknown[]) => void) {
  async function* inner(): any {
    try {
      yield 1
    } catch (error) {
      log('caught', error)
      yield 'recovered'
    } finally {
      await null
      log('inner finally')
    }
    return 'r'
  }
  async function* outer(): any {
    try {
      log('result', yield* inner())
    } finally {
      log('outer finally')
    }
  }
  const a = outer()
  log(await a.next(), await a.throw('t'), await a.next(), await a.next())
  const b = outer()
  log(await b.next(), await b.return('x'), await b.next())
}
