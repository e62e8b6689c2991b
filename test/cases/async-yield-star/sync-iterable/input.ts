// yield* to an array of promises and to a sync generator.
export async function main(log: (...values: unknown[]) => void) {
  function* sync(): any {
    const x = yield Promise.resolve('a')
    log('x', x)
    return Promise.resolve('result')
  }
  async function* outer(): any {
    yield* [Promise.resolve(1), 2]
    log('result', yield* sync())
  }
  const it = outer()
  log(await it.next(), await it.next(), await it.next(), await it.next('sent'))
}
