// yields in array literals.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    return [yield 1, ...(yield 2), [yield 3, , yield 4], ...[yield 5]]
  }
  const it = g()
  it.next()
  it.next('a')
  it.next(['b', 'c'])
  it.next('d')
  it.next('e')
  log(it.next('f').value)
}
