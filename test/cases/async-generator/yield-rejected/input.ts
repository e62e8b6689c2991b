// A rejected promise that is yielded is thrown at the yield.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield Promise.reject(new Error('no'))
    } catch (error) {
      log('inside', error)
      yield 'recovered'
    }
  }
  const it = g()
  log(await it.next(), await it.next())
  async function* open(): any {
    yield Promise.reject(new Error('out'))
    yield 'never'
  }
  const other = open()
  try {
    await other.next()
  } catch (error) {
    log(error)
  }
  log(await other.next())
}
