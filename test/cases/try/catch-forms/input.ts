// No binding, a pattern with defaults that suspend, a shadowing name.
export async function main(log: (...values: unknown[]) => void) {
  const error = 'outer'
  try {
    throw await 1
  } catch {
    log('none', error)
  }
  try {
    throw { a: 1, b: [2] }
  } catch ({ a, b: [c], d = await 'default' }: any) {
    await null
    log(a, c, d)
  }
  try {
    throw 'inner'
  } catch (error) {
    await null
    log(error)
    {
      const error = await 'block'
      log(error)
    }
    log(error)
  }
  log(error)
  try {
    try {
      throw null
    } catch ({ a }: any) {
      log('never')
    }
  } catch (failed) {
    log('pattern', failed)
  }
}
