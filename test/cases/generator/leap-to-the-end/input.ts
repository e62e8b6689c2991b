// A leap out of a statement without suspension to the end of the function.
export async function main(log: (...values: unknown[]) => void) {
  let left = 3
  function* count() {
    for (;;) {
      yield left
      if (--left === 0) break
    }
  }
  log([...count()])
  const wait = async (n: number) => {
    while (n > 0) {
      await null
      for (const x of [1, 2]) if (x === n) return
      n--
    }
  }
  log(await wait(5))
}
