// yield* to an async generator: values, sent values and the result.
export async function main(log: (...values: unknown[]) => void) {
  async function* inner(): any {
    const x = yield 1
    log('x', x)
    yield Promise.resolve(2)
    return Promise.resolve('result')
  }
  async function* outer(): any {
    log('result', yield* inner())
    return 'end'
  }
  const it = outer()
  log(await it.next(), await it.next('sent'), await it.next(), await it.next())
}
