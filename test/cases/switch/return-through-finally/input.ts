// return and break out of a switch in a try with finally.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    try {
      switch (n) {
        case 0:
          return await 'zero'
        case 1:
          break
        case 2:
          throw new Error('two')
      }
      return 'after'
    } catch (error) {
      return error
    } finally {
      await null
      log('finally', n)
    }
  }
  log(await f(0), await f(1), await f(2))
}
