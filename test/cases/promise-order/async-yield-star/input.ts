// Jobs of yield* to an async generator and to an array.
export async function main(log: (...values: unknown[]) => void) {
  async function* inner() {
    yield 1
    return 'r'
  }
  async function* outer() {
    log('result', yield* inner())
    yield* [Promise.resolve(2), 3]
  }
  const use = async () => {
    const it = outer()
    for (let i = 0; i < 4; i++) {
      const { value, done } = await it.next()
      log('got', value, done)
    }
  }
  const ticks = async () => {
    for (let i = 0; i < 24; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([use(), ticks()])
}
