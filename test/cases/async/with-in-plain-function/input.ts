// with in a plain function beside suspending ones.
function plain(o) {
  with (o) {
    return a + b
  }
}
async function main(log: (...values: unknown[]) => void) {
  await null
  log(plain({ a: 1, b: 2 }))
}
