// A delegate's result must be an object, from next, throw and return.
export function main(log: (...values: unknown[]) => void) {
  const make = (methods: any) => ({
    [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), ...methods }),
  })
  function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
      return 'caught'
    }
  }
  log(g(make({ next: () => 1 })).next())
  const a = g(make({ throw: () => 'text' }))
  a.next()
  log(a.throw('t'))
  const b = g(make({ return: () => undefined }))
  b.next()
  log(b.return('r'))
}
