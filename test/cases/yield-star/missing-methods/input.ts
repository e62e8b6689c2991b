// A delegate without throw is closed and a TypeError thrown inside; without return the generator just returns.
export function main(log: (...values: unknown[]) => void) {
  const bare = () => ({
    [Symbol.iterator]() {
      return this
    },
    next: () => ({ value: 1, done: false }),
  })
  const closable = () => ({
    ...bare(),
    return() {
      log('closed')
      return {}
    },
  })
  function* g(source: any): any {
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
    it.next()
    log(it.throw(new Error('t')), it.next())
  }
  const it = g(bare())
  it.next()
  log(it.return('r'), it.next())
}
