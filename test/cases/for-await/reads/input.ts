// next is read once; done before value.
export async function main(log: (...values: unknown[]) => void) {
  const spy = (name: string, object: any) =>
    new Proxy(object, {
      get(target, key) {
        if (key !== 'constructor') log(name, String(key))
        return target[key]
      },
    })
  let n = 0
  const iterator = spy('iterator', { next: () => spy('result', { value: n, done: n++ === 2, then: undefined }) })
  for await (const x of spy('source', { [Symbol.asyncIterator]: () => iterator })) log('body', x)
}
