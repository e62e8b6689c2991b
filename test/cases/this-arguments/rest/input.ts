// A rest parameter is its own array.
export async function main(log: (...values: unknown[]) => void) {
  async function f(a: any, ...rest: any[]) {
    await null
    rest.push(a)
    return [rest, arguments.length]
  }
  log(await f(1), await f(1, 2, 3))
  function* g(...[a, b = 'default', ...more]: any[]): any {
    yield a
    yield b
    yield more
  }
  log([...g(1)], [...g(1, 2, 3, 4)])
}
