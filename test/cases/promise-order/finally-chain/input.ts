// Several awaits in one expression and in finally, against a ticking clock.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    try {
      log((await 1) + (await Promise.resolve(2)))
      return await 3
    } finally {
      log('f')
      await null
      log('g')
    }
  }
  const ticks = async () => {
    for (let i = 0; i < 7; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([f().then((value) => log('value', value)), ticks()])
}
