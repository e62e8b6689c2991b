// return before any next: nothing of the body runs.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    log('body')
    yield 1
  }
  const it = g()
  log(await Promise.all([it.return(Promise.resolve('a')), it.next(), it.return('b'), it.next()]))
}
