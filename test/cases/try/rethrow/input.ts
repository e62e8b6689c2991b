// A throw in catch goes to the finally of the same try, then out.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    try {
      await Promise.reject(new Error('first'))
    } catch (error) {
      log('caught', error)
      await null
      throw new Error('second')
    } finally {
      await null
      log('finally')
    }
  }
  try {
    await f()
  } catch (error) {
    log('out', error)
  }
}
