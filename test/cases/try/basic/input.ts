// Awaits in try, catch and finally; with and without an error.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (fail: boolean) => {
    try {
      log('try', await 1)
      if (fail) throw await new Error('thrown')
      return await 'value'
    } catch (error) {
      log('catch', error, await 2)
      return await 'handled'
    } finally {
      log('finally', await 3)
    }
  }
  log(await f(false))
  log(await f(true))
}
