// A closure in a default and the body share the parameter.
export async function main(log: (...values: unknown[]) => void) {
  async function f(a: number, bump = () => ++a) {
    bump()
    await null
    a += 10
    bump()
    return a
  }
  log(await f(1))
}
