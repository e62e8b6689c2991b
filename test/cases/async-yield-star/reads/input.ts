// What is read of the delegate, and in which order.
export async function main(log: (...values: unknown[]) => void) {
  const spy = (name: string, object: any) =>
    new Proxy(object, {
      get(target, key) {
        if (key !== 'constructor') log(name, String(key))
        return target[key]
      },
    })
  let n = 0
  const iterator = spy('iterator', {
    next(x: any) {
      log('next', x)
      const i = n++
      return spy('promise-like', { then: (resolve: any) => resolve(spy('result', { value: i, done: i === 2 })) })
    },
  })
  const source = spy('source', { [Symbol.asyncIterator]: () => iterator, [Symbol.iterator]: 'not read' })
  async function* g(): any {
    return yield* source
  }
  const it = g()
  await it.next('first')
  await it.next('second')
  log((await it.next('third')).value)
}
