// A try in a finally, with its own way out, keeps the outer completion.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    try {
      if (n) throw new Error('outer')
      return 'value'
    } finally {
      for (const x of [1, 2]) {
        try {
          await null
          if (x === 1) continue
          throw new Error('inner')
        } catch (error) {
          log('inner caught', error)
        } finally {
          log('inner finally', await x)
        }
      }
      try {
        await null
      } finally {
        log('last')
      }
    }
  }
  log(await f(0))
  try {
    await f(1)
  } catch (error) {
    log(error)
  }
}
