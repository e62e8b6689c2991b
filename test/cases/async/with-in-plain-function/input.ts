// with in a plain function beside suspending ones.
async function main(log: (...values: unknown[]) => void) {
  function plain(o) {
    with (o) {
      return a + b
    }
  }
  await null
  log(plain({ a: 1, b: 2 }))
}
