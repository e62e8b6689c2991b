// The value is computed before the finally, whose awaits do not clobber it.
export async function main(log: (...values: unknown[]) => void) {
  let x = 'before'
  const f = async () => {
    try {
      return x
    } finally {
      x = 'after'
      await 'clobber?'
      log('finally', x)
    }
  }
  log(await f())
  const g = async () => {
    try {
      return await x
    } finally {
      await 'clobber?'
      x = 'again'
    }
  }
  log(await g())
}
