// Jobs of for await over a sync iterable of promises and of values.
export async function main(log: (...values: unknown[]) => void) {
  const use = async () => {
    for await (const x of [Promise.resolve('a'), 'b', Promise.resolve('c')]) log(x)
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
