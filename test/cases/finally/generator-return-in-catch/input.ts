// Generators: return() while a catch or a finally is running.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    try {
      throw 1
    } catch {
      try {
        yield 'in catch'
      } finally {
        log('a')
      }
    } finally {
      log('b')
      yield 'in finally'
      log('c')
    }
    yield 'never'
  }
  const it = g()
  log(it.next(), it.return('r'), it.next(), it.next())
  const other = g()
  other.next()
  other.next()
  log(other.return('s'), other.next())
}
