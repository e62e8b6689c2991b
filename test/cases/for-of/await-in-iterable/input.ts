// The iterable may be awaited, chained and spread.
const later = async (value: any) => {
  await null
  return value
}
export async function main(log: (...values: unknown[]) => void) {
  for (const x of await later([1, 2])) log(x)
  for (const x of [...(await later([3])), await later(4)]) log(x)
  for (const x of (await later({ list: ['m'] })).list) log(await later(x))
  for (const x of (await later(false)) ? ['yes'] : ['no']) log(x)
}
