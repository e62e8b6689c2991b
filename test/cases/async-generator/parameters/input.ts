// Defaults run at the call; their errors are thrown at the call.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(a = log('default')): any {
    log('body')
    yield a
  }
  const it = g()
  log('called')
  await it.next()
  async function* bad({ x }: any): any {
    yield x
  }
  try {
    bad(null)
    log('no')
  } catch (error) {
    log('at the call', error)
  }
}
