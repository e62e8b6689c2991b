// An error leaves the generator finished before it arrives outside.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    yield 1
    throw new Error('body')
  }
  const it = g()
  it.next()
  try {
    it.next()
  } catch (error) {
    log(error, it.next())
  }
}
