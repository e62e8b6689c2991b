// The iterable is asked for its iterator inside the generator.
export function main(log: (...values: unknown[]) => void) {
  function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
    }
  }
  for (const source of [
    1,
    {},
    null,
    undefined,
    { [Symbol.iterator]: 1 },
    { [Symbol.iterator]: () => 1 },
    { [Symbol.iterator]: () => ({}) },
  ])
    log(g(source).next())
}
