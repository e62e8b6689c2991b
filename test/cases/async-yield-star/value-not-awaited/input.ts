// The value of an async delegate's result is handed on as it is.
export async function main(log: (...values: unknown[]) => void) {
  const promise = Promise.resolve('inner')
  let n = 0
  const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: promise, done: n++ > 0 }) }) }
  async function* g(): any {
    const result = yield* source as any
    log(result === promise)
    return 'end'
  }
  const it = g()
  const first = await it.next()
  log(first.value === promise, first.done)
  log(await it.next())
}
