// The returned value is computed before the iterator is closed.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    try {
      yield 1
      yield 2
    } finally {
      log('closed')
    }
  }
  const value = () => {
    log('value')
    return 'v'
  }
  const f = async () => {
    for await (const x of g()) {
      return value()
    }
  }
  log(await f())
  const h = async () => {
    for await (const x of g()) {
      return await Promise.resolve(value())
    }
  }
  log(await h())
}
