// Closures in parameters do not see the body's var of the same name.
export async function main(log: (...values: unknown[]) => void) {
  async function f(
    x: any,
    read = () => x,
    write = (v: any) => {
      x = v
    },
  ) {
    var x: any
    const first = x
    x = 'body'
    await null
    write('written')
    return [first, x, read()]
  }
  log(await f('argument'))
  function* g(x: any, read = () => x): any {
    var x: any = 'body'
    yield x
    yield read()
  }
  log([...g('argument')])
  const y = 'outer'
  async function h(read = () => y) {
    var y = 'inner'
    await null
    return [read(), y]
  }
  log(await h())
}
