// When next rejects, done or value throw, the iterator is not closed.
export async function main(log: (...values: unknown[]) => void) {
  const make = (next: any) => ({
    [Symbol.asyncIterator]: () => ({
      next,
      return() {
        log('must not close')
        return {}
      },
    }),
  })
  const fail = (name: string) => {
    throw new Error(name)
  }
  for (const next of [
    () => fail('throws'),
    async () => fail('rejects'),
    () => ({
      get done() {
        return fail('done')
      },
    }),
    () => ({
      done: false,
      get value() {
        return fail('value')
      },
    }),
  ]) {
    try {
      for await (const x of make(next)) log('never', x)
    } catch (error) {
      log(error)
    }
  }
}
