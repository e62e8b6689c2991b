// The name of a function expression is bound inside, and read-only.
export async function main(log: (...values: unknown[]) => void) {
  const f: any = async function self(n: number): Promise<any> {
    await null
    return n ? self(n - 1) : self === f
  }
  log(await f(3))
  const g: any = function* self(): any {
    yield self === g
    yield typeof self
  }
  log([...g()])
  // @ts-ignore
  const h = async function self() {
    await null
    try {
      self = 1
    } catch (error) {
      return [error, typeof self]
    }
    return 'no error'
  }
  log(await h())
  const i = async function self(self: any) {
    await null
    return self
  }
  log(await i('parameter'))
  const j = async function self() {
    await null
    var self: any = 'variable'
    return self
  }
  log(await j())
}
