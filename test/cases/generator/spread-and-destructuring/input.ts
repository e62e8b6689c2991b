// Consumers of the language close a generator as they should.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    try {
      yield 1
      yield 2
      yield 3
    } finally {
      log('closed')
    }
  }
  const [a, b] = g()
  log(a, b)
  const [...all] = g()
  log(all)
  log(Math.max(...g()), new Set(g()).size, Array.from(g()))
  for (const x of g()) {
    log(x)
    break
  }
}
