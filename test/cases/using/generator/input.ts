// A generator with using is closed by return(), throw() and the consumer's break.
const res = (log: any, name: string) => ({
  [Symbol.dispose]() {
    log('dispose', name)
  },
})
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    using a = res(log, 'a')
    yield 1
    {
      using b = res(log, 'b')
      yield [typeof a, typeof b]
    }
    yield 3
  }
  log([...g()])
  const it = g()
  it.next()
  it.next()
  log(it.return('r'))
  const other = g()
  other.next()
  try {
    other.throw(new Error('t'))
  } catch (error) {
    log(error)
  }
  for (const x of g()) {
    log(x)
    break
  }
}
