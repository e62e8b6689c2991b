// A throw in the body closes; the error of return() does not replace it, but wins on break.
export async function main(log: (...values: unknown[]) => void) {
  const make = (name: string) => ({
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ value: 1, done: false }),
      async return() {
        log(name, 'return')
        throw new Error('from return')
      },
    }),
  })
  try {
    for await (const x of make('a')) throw new Error('from body')
  } catch (error) {
    log(error)
  }
  try {
    for await (const x of make('b')) break
  } catch (error) {
    log(error)
  }
  try {
    await (async () => {
      for await (const x of make('c')) return 'value'
    })()
  } catch (error) {
    log(error)
  }
}
