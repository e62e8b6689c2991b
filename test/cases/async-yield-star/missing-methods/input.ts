// A delegate without throw: closed, then TypeError inside. Without return: the value is awaited and returned.
export async function main(log: (...values: unknown[]) => void) {
  const bare = () => ({
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => ({ value: 1, done: false }),
  })
  const closable = () => ({
    ...bare(),
    async return() {
      log('closed')
      return {}
    },
  })
  async function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
      yield 'after'
    } finally {
      log('finally')
    }
  }
  for (const source of [bare, closable]) {
    const it = g(source())
    await it.next()
    log(await it.throw(new Error('t')), await it.next())
  }
  const it = g(bare())
  await it.next()
  log(await it.return(Promise.resolve('awaited')), await it.next())
}
