// Errors chain into SuppressedError.
const bad = (name: string) => ({
  [Symbol.dispose]() {
    throw new Error(name)
  },
})
const badAsync = (name: string) => ({
  async [Symbol.asyncDispose]() {
    await null
    throw new Error(name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  try {
    using a = bad('a')
    await a
  } catch (error) {
    log(error)
  }
  try {
    using a = bad('a')
    await using b = badAsync('b')
    await [a, b]
  } catch (error) {
    log(error)
  }
  try {
    using a = bad('a')
    using b = bad('b')
    await null
    throw new Error('body' + typeof a + typeof b)
  } catch (error) {
    log(error)
  }
}
