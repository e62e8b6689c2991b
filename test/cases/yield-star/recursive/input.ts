// Deep delegation keeps order; inner-most throw travels out through every level.
export function main(log: (...values: unknown[]) => void) {
  function* walk(n: number): any {
    if (n === 0) {
      try {
        yield 'bottom'
      } finally {
        log('bottom finally')
      }
      return 0
    }
    yield n
    const r = yield* walk(n - 1)
    yield -n
    return r + 1
  }
  log([...walk(4)])
  const it = walk(50)
  for (let i = 0; i < 51; i++) it.next()
  try {
    it.throw(new Error('deep'))
  } catch (error) {
    log(error, it.next())
  }
  function* result(): any {
    log('depth', yield* walk(100))
  }
  log([...result()].length)
}
