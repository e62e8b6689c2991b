// return(rejected) at a yield throws inside the generator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield 1
    } catch (error) {
      log('inside', error)
      yield 'caught it'
    } finally {
      log('finally')
    }
  }
  const it = g()
  await it.next()
  log(await it.return(Promise.reject(new Error('bad'))))
  log(await it.next())
  const fresh = g()
  try {
    await fresh.return(Promise.reject(new Error('fresh')))
  } catch (error) {
    log(error)
  }
  log(await fresh.next())
  try {
    await fresh.return(Promise.reject(new Error('finished')))
  } catch (error) {
    log(error)
  }
}
