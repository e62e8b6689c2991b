// An error in the delegate arrives at the yield*.
export function main(log: (...values: unknown[]) => void) {
  function* inner(): any {
    yield 1
    throw new Error('inner')
  }
  function* outer(): any {
    try {
      yield* inner()
    } catch (error) {
      log('caught', error)
      yield 'handled'
    }
  }
  log([...outer()])
  function* through(): any {
    yield* inner()
  }
  const it = through()
  it.next()
  try {
    it.next()
  } catch (error) {
    log('out', error, it.next())
  }
}
