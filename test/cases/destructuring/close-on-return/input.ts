// return() and throw() of a generator inside a pattern close the iterator.
const source = (log: any) => ({
  [Symbol.iterator]() {
    return {
      next: () => ({ value: undefined, done: false }),
      return() {
        log('closed')
        return {}
      },
    }
  },
})
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const [a, b = yield 'in default'] = source(log) as any
    log('never', a, b)
  }
  const x = g()
  x.next()
  log(x.return('r'))
  const y = g()
  y.next()
  try {
    y.throw(new Error('t'))
  } catch (error) {
    log(error)
  }
  function* h(): any {
    const o: any = {}
    ;[o[yield 'target']] = source(log) as any
    log('never')
  }
  const z = h()
  z.next()
  log(z.return('r'))
  const w = g()
  w.next()
  w.next('value')
}
