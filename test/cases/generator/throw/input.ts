// throw(e) is thrown at the yield.
function* g(log: any): any {
  while (true) {
    try {
      log('got', yield 'ready')
    } catch (error) {
      log('caught', error)
      yield 'recovered'
    }
  }
}
export function main(log: (...values: unknown[]) => void) {
  const it = g(log)
  log(it.next(), it.next(1), it.throw(new Error('a')), it.next(), it.throw('text'))
  try {
    it.throw(new Error('uncaught'))
  } catch (error) {
    log('out', error)
  }
  log(it.next())
}
