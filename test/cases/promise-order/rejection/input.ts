// A rejection takes as many jobs as a value.
export async function main(log: (...values: unknown[]) => void) {
  const fail = async () => {
    await null
    throw new Error('no')
  }
  const f = async () => {
    try {
      await fail()
    } catch {
      log('caught')
    } finally {
      log('finally')
      await null
      log('finally end')
    }
  }
  const ticks = async () => {
    for (let i = 0; i < 6; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([f(), ticks()])
}
