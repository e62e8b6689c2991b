// In sloppy mode writing the own name is ignored.
async function main(log: (...values: unknown[]) => void) {
  const h = async function self() {
    await null
    self = 1
    return typeof self
  }
  const g = function* self() {
    self = 1
    yield typeof self
  }
  log(await h(), [...g()])
}
