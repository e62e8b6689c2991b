// next is read once, the iterator is made once.
export async function main(log: (...values: unknown[]) => void) {
  const spy = (name: string, object: any) =>
    new Proxy(object, {
      get(target, key) {
        log(name, String(key))
        return target[key]
      },
    })
  let n = 0
  const iterator = spy('iterator', { next: () => spy('result', { value: n, done: n++ === 2 }) })
  for (const x of spy('source', { [Symbol.iterator]: () => iterator })) {
    await null
    log('body', x)
  }
}
