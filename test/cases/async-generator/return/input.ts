// return(v) awaits v, runs finally, and finishes.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield 1
      log('never')
    } finally {
      log('finally')
      await null
      log('finally end')
    }
  }
  const it = g()
  await it.next()
  log(await it.return('r'), await it.next())
  const fresh = g()
  log(await fresh.return(Promise.resolve('awaited')), await fresh.next())
  log(await it.return(Promise.resolve('finished too')))
}
