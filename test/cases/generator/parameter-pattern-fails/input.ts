// Binding fails at the call: the error is the caller's, and an array pattern closes its iterator.
export function main(log: (...values: unknown[]) => void) {
  const source = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: undefined, done: false }),
      return() {
        log('closed')
        return {}
      },
    }),
  }
  const fail = () => {
    throw new Error('default')
  }
  function* one([a = fail()]: Iterable<undefined>) {
    yield a
  }
  async function* two([a = fail()]: Iterable<undefined>) {
    yield a
  }
  for (const start of [one, two]) {
    try {
      start(source as never)
      log('bound')
    } catch (error) {
      log(error)
    }
  }
}
