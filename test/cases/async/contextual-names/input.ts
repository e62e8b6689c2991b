// async, of, get, set and static as ordinary names.
export async function main(log: (...values: unknown[]) => void) {
  const async = 1,
    of = 2,
    get = 3,
    set = 4,
    from = 5
  const o = {
    async,
    of,
    get,
    set,
    await: 'property',
    yield: 'property too',
  }
  await null
  log(async, of, get, set, from, o.async && o.of, o.await, o.yield)
  log(
    await {
      async async() {
        await null
        return 'method'
      },
    }.async(),
    await {
      async get() {
        await null
        return 'get'
      },
    }.get(),
    await {
      async await() {
        await null
        return 'await'
      },
    }.await(),
  )
}
