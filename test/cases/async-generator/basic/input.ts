// yield, await and return in one; consumed by hand.
async function* g(log: any): any {
  log('start')
  const a = yield await Promise.resolve(1)
  log('a', a)
  const b = yield a + 1
  return [a, b]
}
export async function main(log: (...values: unknown[]) => void) {
  const it = g(log)
  log('made')
  log(await it.next('ignored'))
  log(await it.next(10))
  log(await it.next(20))
  log(await it.next())
}
