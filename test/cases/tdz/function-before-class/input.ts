// A hoisted function that uses a class and a const declared later.
export async function main(log: (...values: unknown[]) => void) {
  try {
    log(make())
  } catch (error) {
    log(error)
  }
  await null
  class Thing {
    v = constant
  }
  const constant = await 5
  log(make().v)
  function make() {
    return new Thing()
  }
}
