// bind, call and apply.
export async function main(log: (...values: unknown[]) => void) {
  async function f(this: any, a: any, b: any) {
    await null
    return [this, a, b]
  }
  log(await f.bind('this' as any, 1)(2), await f.call(null, 1, 2), await f.apply(5 as any, [1, 2]))
  function* g(this: any, a: any): any {
    yield this
    yield a
  }
  log([...g.bind(1 as any, 2)()])
}
