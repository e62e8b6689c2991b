// An error from next, done or value does not close.
export async function main(log: (...values: unknown[]) => void) {
  const fail = (name: string) => {
    throw new Error(name)
  }
  const make = (next: any) => ({
    [Symbol.iterator]: () => ({
      next,
      return() {
        log('must not close')
      },
    }),
  })
  for (const next of [
    () => fail('next'),
    () => ({
      get done() {
        return fail('done')
      },
    }),
    () => ({
      get value() {
        return fail('value')
      },
    }),
    () => 5,
  ]) {
    try {
      for (const x of make(next) as any) {
        await null
        log('never')
      }
    } catch (error) {
      log(error)
    }
  }
}
