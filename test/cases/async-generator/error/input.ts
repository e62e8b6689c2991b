// An error in the body rejects that request and finishes the generator.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    yield 1
    await null
    throw new Error('body')
  }
  const it = g()
  await it.next()
  try {
    await it.next()
  } catch (error) {
    log(error)
  }
  log(await it.next())
}
