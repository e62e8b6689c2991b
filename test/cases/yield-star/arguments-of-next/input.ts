// The number of arguments that next and return hand on.
export function main(log: (...values: unknown[]) => void) {
  const source = {
    [Symbol.iterator]: () => ({
      next(...args: any[]) {
        log('next', args)
        return { value: 1, done: false }
      },
      throw(...args: any[]) {
        log('throw', args)
        return { done: false, value: 2 }
      },
      return(...args: any[]) {
        log('return', args)
        return { done: true, value: 3 }
      },
    }),
  }
  function* g(): any {
    yield* source as any
  }
  const it: any = g()
  it.next()
  it.next()
  it.next(5)
  it.throw()
  it.throw('e')
  log(it.return())
  const other: any = g()
  other.next()
  log(other.return('r'))
}
