// The same label again, one after the other and in a nested function.
export async function main(log: (...values: unknown[]) => void) {
  a: for (const x of [1, 2]) {
    await null
    if (x === 1) continue a
    log(x)
  }
  a: for (const x of [3, 4]) {
    const f = async () => {
      a: for (;;) {
        await null
        break a
      }
      return 'inner'
    }
    log(await f(), x)
    break a
  }
}
