// while with suspensions in test and body.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    let n = 0
    while ((yield 'test') && n < 5) {
      n++
      if (n === 2) continue
      if (n === 4) break
      yield n
    }
    return n
  }
  const it = g()
  for (let r = it.next(true); ; r = it.next(true)) {
    log(r)
    if (r.done) break
  }
  const other = g()
  log(other.next(), other.next(0))
}
