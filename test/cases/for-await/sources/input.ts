// Async generators, sync iterables of promises and values, own async iterables.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    yield 1
    yield await 2
  }
  for await (const x of g()) log('generator', x)
  for await (const x of [Promise.resolve('a'), 'b', (async () => 'c')()]) log('array', x)
  for await (const x of new Set(['s'])) log('set', x)
  for await (const x of 'ab') log('string', x)
  let n = 0
  const own = {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      return { value: n, done: n++ === 2 }
    },
  }
  for await (const x of own as any) log('own', x)
  function* sync() {
    yield Promise.resolve('p')
    yield 'q'
  }
  for await (const x of sync()) log('sync generator', x)
}
