// arguments can be written to and shadowed; a strict one is not linked with the parameters.
export async function main(log: (...values: unknown[]) => void) {
  async function f(a: any) {
    arguments[0] = 'written'
    await null
    return [a, arguments[0]]
  }
  log(await f('a'))
  async function g(a: any) {
    a = 'changed'
    await null
    return [a, arguments[0], arguments.length]
  }
  log(await g('a'), await (g as any)())
  log(
    await (async function () {
      await null
      return Object.prototype.toString.call(arguments)
    })(),
  )
}
