// A try without suspension inside stays as it is; return in it works.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    await null
    try {
      if (n === 1) return 'one'
      if (n === 2) throw new Error('two')
      n += 10
    } catch (error) {
      return error
    } finally {
      log('plain finally', n)
    }
    for (;;) {
      try {
        if (n++ > 12) break
        continue
      } finally {
        n++
      }
    }
    await null
    return n
  }
  log(await f(1), await f(2), await f(0))
}
