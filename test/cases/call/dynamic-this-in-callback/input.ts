// Callbacks that are async, passed to array methods.
export async function main(log: (...values: unknown[]) => void) {
  const doubled = await Promise.all(
    [1, 2, 3].map(async (x) => {
      await null
      return x * 2
    }),
  )
  log(doubled)
  const sum = await [1, 2, 3].reduce(async (total, x) => (await total) + x, Promise.resolve(0))
  log(sum)
}
