// A thousand frames alive at once.
export async function main(log: (...values: unknown[]) => void) {
  const work = async (i: number) => {
    let x = i
    await null
    x *= 2
    await null
    return x
  }
  const all = await Promise.all(Array.from({ length: 1000 }, (_, i) => work(i)))
  log(
    all.reduce((a, b) => a + b),
    all[999],
  )
}
