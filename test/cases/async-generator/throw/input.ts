// throw(e) is thrown at the yield; on a fresh or finished one it rejects.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield 1
    } catch (error) {
      log('caught', error)
      yield 'recovered'
    } finally {
      log('finally')
    }
  }
  const it = g()
  log(await it.next(), await it.throw('t'), await it.next(), await it.next())
  const fresh = g()
  try {
    await fresh.throw(new Error('fresh'))
  } catch (error) {
    log(error)
  }
  log(await fresh.next())
  try {
    await it.throw(new Error('finished'))
  } catch (error) {
    log(error)
  }
}
