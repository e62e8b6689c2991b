// Function declarations are there before the first statement, also after a return.
export async function main(log: (...values: unknown[]) => void) {
  log(hoisted(), await alsoAsync(), [...generator()])
  await null
  log(hoisted(), late())
  return
  function hoisted() {
    return 'hoisted'
  }
  async function alsoAsync() {
    await null
    return 'async'
  }
  function* generator() {
    yield 'generator'
  }
  function late() {
    return 'late'
  }
}
