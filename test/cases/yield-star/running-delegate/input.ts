// The outer generator counts as running while its delegate runs.
export function main(log: (...values: unknown[]) => void) {
  const object = {
    [Symbol.iterator]: () => ({
      next() {
        try {
          it.next()
        } catch (error) {
          log(error)
        }
        return { value: 1, done: false }
      },
    }),
  }
  function* g(): any {
    yield* object as any
  }
  const it: any = g()
  log(it.next())
}
