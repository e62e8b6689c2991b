// Labelled blocks and nested finally in a generator.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    outer: {
      try {
        inner: {
          try {
            yield 1
            break inner
          } finally {
            yield 2
          }
        }
        yield 3
        break outer
      } finally {
        yield 4
      }
      yield 'never'
    }
    yield 5
  }
  log([...g()])
  const it = g()
  it.next()
  log(it.return('r'), it.next(), it.next(), it.next())
}
