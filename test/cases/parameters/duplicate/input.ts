// Sloppy functions may name a parameter twice; the last one counts.
async function main(log: (...values: unknown[]) => void) {
  async function f(a, a) {
    await null
    return a
  }
  function* g(a, b, a) {
    yield a
    yield b
  }
  log(await f(1, 2), [...g(1, 2, 3)])
}
