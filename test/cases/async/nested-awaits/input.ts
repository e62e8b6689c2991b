// await in await, in arguments, in receivers, in chains.
const later = async (value: any) => {
  await null
  return value
}
const maker = { make: async (n: number) => ({ n, twice: async () => n * 2, self: maker }) }
export async function main(log: (...values: unknown[]) => void) {
  log(await await later(later(1)))
  log(await later(await later(await later(2))))
  log(await (await maker.make(await later(21))).twice())
  log((await (await maker.make(1)).self.make(await later(8))).n)
  log([await later(1), [await later(2), [await later(3)]]])
}
