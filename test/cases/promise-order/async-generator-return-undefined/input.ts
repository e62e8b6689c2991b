// `return` without a value does not await, `return undefined` does.
export async function main(log: (...values: unknown[]) => void) {
  async function* bare() {
    return
  }
  async function* explicit() {
    return undefined
  }
  async function* end() {}
  const ticks = async () => {
    for (let i = 0; i < 6; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([
    explicit()
      .next()
      .then(() => log('explicit')),
    bare()
      .next()
      .then(() => log('bare')),
    end()
      .next()
      .then(() => log('end')),
    ticks(),
  ])
}
