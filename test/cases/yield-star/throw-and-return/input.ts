// throw and return are forwarded; the delegate's finally runs first.
export function main(log: (...values: unknown[]) => void) {
  function* inner(): any {
    try {
      yield 1
    } catch (error) {
      log('inner caught', error)
      yield 'recovered'
    } finally {
      log('inner finally')
    }
    return 'r'
  }
  function* outer(): any {
    try {
      log('result', yield* inner())
    } finally {
      log('outer finally')
    }
    yield 'end'
  }
  const a = outer()
  log(a.next(), a.throw('t'), a.next(), a.next())
  const b = outer()
  log(b.next(), b.return('x'), b.next())
}
