// Jobs of for await over an async generator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    yield 'a'
    yield 'b'
  }
  const use = async () => {
    for await (const x of g()) log(x)
    log('end')
  }
  const ticks = async () => {
    for (let i = 0; i < 14; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([use(), ticks()])
}
