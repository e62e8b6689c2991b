// Jobs of next, yield and the end of an async generator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    log('g start')
    yield 1
    log('g middle')
    yield Promise.resolve(2)
    log('g end')
    return 3
  }
  const use = async () => {
    const it = g()
    for (let i = 0; i < 4; i++) {
      const { value, done } = await it.next()
      log('got', value, done)
    }
  }
  const ticks = async () => {
    for (let i = 0; i < 14; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([use(), ticks()])
}
