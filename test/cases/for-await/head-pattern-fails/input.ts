// A pattern in the head that throws closes the iterator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield null
      yield {}
    } finally {
      log('closed')
    }
  }
  try {
    for await (const { x } of g()) log('never', x)
  } catch (error) {
    log(error)
  }
  try {
    for await (const { x = await Promise.reject(new Error('default')) } of (async function* (): any {
      try {
        yield {}
      } finally {
        log('closed too')
      }
    })())
      log('never', x)
  } catch (error) {
    log(error)
  }
}
