// Symbol.iterator and next are read once; done before value.
export function main(log: (...values: unknown[]) => void) {
  const spy = (name: string, object: any) =>
    new Proxy(object, {
      get(target, key) {
        log(name, String(key))
        return target[key]
      },
    })
  let n = 0
  const iterator = spy('iterator', {
    next(x: any) {
      log('next', x)
      return spy('result', { value: n, done: n++ === 2 })
    },
  })
  const source = spy('source', { [Symbol.iterator]: () => iterator })
  function* g(): any {
    return yield* source
  }
  const it = g()
  log(typeof it.next('first'), typeof it.next('second'), it.next('third').done)
}
