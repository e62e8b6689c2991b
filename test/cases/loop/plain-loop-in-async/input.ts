// A kept loop with switch, break and return beside suspensions.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    await null
    for (let i = 0; i < 10; i++) {
      switch (i) {
        case 1:
          continue
        case n:
          return 'found ' + i
        default:
          break
      }
      if (i === 7) break
    }
    await null
    return 'none'
  }
  log(await f(3), await f(20))
}
