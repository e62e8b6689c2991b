// A call of an own async function costs the jobs of any promise.
export async function main(log: (...values: unknown[]) => void) {
  const inner = async () => {
    log('inner')
    await null
    log('inner after')
  }
  const outer = async () => {
    log('outer')
    await inner()
    log('outer after')
  }
  const ticks = async () => {
    for (let i = 0; i < 6; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([outer(), ticks()])
}
