// Sloppy functions with simple parameters link arguments and parameters, both ways.
async function main(log: (...values: unknown[]) => void) {
  async function f(a, b) {
    arguments[0] = 'x'
    await null
    b = 'y'
    return [a, b, arguments[0], arguments[1], arguments.length]
  }
  log(await f('a', 'b'), await f('a'))
  function* g(a) {
    a = 'one'
    yield arguments[0]
    arguments[0] = 'two'
    yield a
  }
  log([...g(0)])
  async function defaulted(a = 0) {
    a = 1
    await null
    return arguments[0]
  }
  log(await defaulted(5))
}
