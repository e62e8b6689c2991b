// A finally entered many times starts clean each time.
export async function main(log: (...values: unknown[]) => void) {
  for (let i = 0; i < 4; i++) {
    try {
      try {
        if (i % 2) throw new Error('odd ' + i)
        await i
      } finally {
        await null
        log('finally', i)
      }
      log('normal', i)
    } catch (error) {
      log(error)
    }
  }
}
