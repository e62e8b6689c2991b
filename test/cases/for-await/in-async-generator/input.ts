// for await in an async generator that is returned in the middle.
export async function main(log: (...values: unknown[]) => void) {
  async function* inner() {
    try {
      yield 1
      yield 2
    } finally {
      await null
      log('inner closed')
    }
  }
  async function* outer(): any {
    try {
      for await (const x of inner()) yield x
    } finally {
      log('outer closed')
    }
  }
  const it = outer()
  log(await it.next(), await it.return('r'), await it.next())
  const other = outer()
  await other.next()
  try {
    await other.throw(new Error('t'))
  } catch (error) {
    log(error)
  }
}
