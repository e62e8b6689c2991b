// try in a generator, with errors from inside and from outside.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    try {
      log('got', yield 1)
      throw new Error('own')
    } catch (error) {
      log('catch', error, yield 2)
    } finally {
      log('finally', yield 3)
    }
    return 'end'
  }
  const a = g()
  log(a.next(), a.next('x'), a.next('y'), a.next('z'))
  const b = g()
  log(b.next(), b.throw('t'), b.next('y'), b.next('z'))
  const c = g()
  c.next()
  c.next()
  log(c.throw(new Error('in catch')))
  try {
    c.next()
  } catch (error) {
    log('out', error)
  }
}
