// Results that are not objects are TypeErrors, from each method.
export async function main(log: (...values: unknown[]) => void) {
  const make = (methods: any) => ({
    [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1, done: false }), ...methods }),
  })
  async function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
      return 'caught'
    }
  }
  log(await g(make({ next: () => 1 })).next())
  const a = g(make({ throw: async () => 'text' }))
  await a.next()
  log(await a.throw('t'))
  const b = g(make({ return: async () => undefined }))
  await b.next()
  log(await b.return('r'))
}
