// A throw in finally during return() replaces the return.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    try {
      yield 1
    } finally {
      log('finally')
      throw new Error('from finally')
    }
  }
  const it = g()
  it.next()
  try {
    it.return('r')
  } catch (error) {
    log(error)
  }
  log(it.next())
}
