// return() and throw() of a generator inside a for-of close what it iterates.
const source = (log: any) => ({
  [Symbol.iterator]() {
    return {
      next: () => ({ value: 1, done: false }),
      return() {
        log('closed')
        return {}
      },
    }
  },
})
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    for (const x of source(log)) {
      try {
        yield x
      } finally {
        log('body finally')
      }
    }
  }
  const a = g()
  a.next()
  log(a.return('r'))
  const b = g()
  b.next()
  try {
    b.throw(new Error('t'))
  } catch (error) {
    log(error)
  }
  function* breaks(): any {
    for (const x of source(log)) {
      if (yield x) break
    }
    yield 'after'
  }
  const c = breaks()
  log(c.next(), c.next(false), c.next(true), c.next())
}
