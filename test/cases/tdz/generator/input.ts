// The dead zone in a generator.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const read = () => {
      try {
        return x
      } catch (error) {
        return error
      }
    }
    yield read()
    const x = yield 'x'
    yield read()
  }
  const it = g()
  log(it.next().value instanceof ReferenceError, it.next().value, it.next('set').value)
}
