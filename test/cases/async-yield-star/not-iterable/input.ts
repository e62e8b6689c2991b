// Checks of the iterable: TypeError inside the generator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
    }
  }
  const sources = [
    1,
    {},
    null,
    { [Symbol.asyncIterator]: 0 },
    { [Symbol.asyncIterator]: () => 1 },
    { [Symbol.asyncIterator]: () => ({}) },
    { [Symbol.asyncIterator]: null, [Symbol.iterator]: () => [9][Symbol.iterator]() },
    { [Symbol.asyncIterator]: undefined, [Symbol.iterator]: null },
  ]
  for (const source of sources) log(await g(source).next())
}
