// Requests made at once are answered one after another.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    let n = 0
    try {
      while (true) {
        await null
        log('got', yield n++)
      }
    } finally {
      log('finally')
    }
  }
  const it = g()
  log(await Promise.all([it.next('a'), it.next('b'), it.next('c'), it.return('r'), it.next('d')]))
}
