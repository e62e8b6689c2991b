// try, catch and finally around and inside the loop.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    try {
      yield 1
      yield 2
      throw new Error('source')
    } finally {
      log('source finally')
    }
  }
  try {
    for await (const x of g()) {
      try {
        log(x)
        if (x === 2) continue
        throw new Error('body')
      } catch (error) {
        log(error)
      } finally {
        await null
        log('turn', x)
      }
    }
  } catch (error) {
    log('outer', error)
  } finally {
    log('done')
  }
}
