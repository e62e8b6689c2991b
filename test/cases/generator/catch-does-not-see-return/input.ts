// return() passes through catch clauses and through code after the try.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    for (let i = 0; i < 2; i++) {
      try {
        try {
          yield i
        } catch (error) {
          log('caught', error)
        }
        log('after', i)
      } finally {
        log('finally', i)
      }
    }
  }
  const it = g()
  log(it.next(), it.throw('t'), it.return('r'), it.next())
}
