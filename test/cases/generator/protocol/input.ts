// next, throw and return at each point of a generator's life.
function* g(): any {
  const a = yield 'one'
  const b = yield a + 1
  return [a, b]
}
export function main(log: (...values: unknown[]) => void) {
  const it = g()
  log(it.next('ignored'))
  log(it.next(10))
  log(it.next(20))
  log(it.next(30), it.next())
  log([...g()])
  const [first] = g()
  log(first)
}
