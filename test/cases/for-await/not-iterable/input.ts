// What is no iterable at all, and symbols that are no methods.
export async function main(log: (...values: unknown[]) => void) {
  const sources: any[] = [
    1,
    {},
    null,
    undefined,
    { [Symbol.asyncIterator]: 0 },
    { [Symbol.asyncIterator]: () => 1 },
    { [Symbol.asyncIterator]: () => ({}) },
  ]
  for (const source of sources) {
    try {
      for await (const x of source) log('never', x)
      log('no error')
    } catch (error) {
      log(error)
    }
  }
  for await (const x of { [Symbol.asyncIterator]: null, [Symbol.iterator]: () => [1][Symbol.iterator]() } as any)
    log('fell back', x)
}
