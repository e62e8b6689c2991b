// return() inside nested try statements, with yields in each finally.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    try {
      try {
        yield 'body'
      } finally {
        yield 'inner 1'
        yield 'inner 2'
      }
    } finally {
      yield 'outer'
    }
    yield 'never'
  }
  const it = g()
  log(it.next(), it.return('r'), it.next(), it.next(), it.next(), it.next())
  const other = g()
  other.next()
  log(other.throw(new Error('t')), other.return('r'), other.next(), other.next())
}
