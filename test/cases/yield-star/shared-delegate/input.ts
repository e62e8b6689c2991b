// A delegate that someone else advances, or has finished.
export function main(log: (...values: unknown[]) => void) {
  function* inner(): any {
    yield 1
    yield 2
    yield 3
    return 'end'
  }
  function* outer(it: any): any {
    log('result', yield* it)
  }
  const it = inner()
  const a = outer(it)
  log(a.next(), it.next(), a.next(), a.next())
  log(outer(it).next())
  const half = inner()
  half.next()
  log([...outer(half)])
}
