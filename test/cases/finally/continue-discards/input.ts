// A return that a continue in the finally discarded does not come back.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    for (let i = 0; i < 3; i++) {
      try {
        if (i === 0) return 'pending return'
        if (i === 1) throw new Error('pending throw')
        log('normal', i)
      } finally {
        await null
        if (i < 2) continue
        log('kept')
      }
      log('after', i)
    }
    return 'end'
  }
  log(await f())
}
