// arguments is the call's, after suspensions and in arrows.
export async function main(log: (...values: unknown[]) => void) {
  async function f(..._: any[]) {
    await null
    const arrow = async () => {
      await null
      return arguments.length
    }
    return [arguments.length, arguments[1], [].slice.call(arguments), await arrow(), (() => arguments[0])()]
  }
  log(await f('a', 'b'), await f())
  function* g(..._: any[]): any {
    yield arguments.length
    yield* arguments as any
    yield typeof arguments
  }
  log([...g(1, 2)])
  async function* h(..._: any[]): any {
    yield arguments.length
    yield (() => arguments[0])()
  }
  const it = h('x', 'y')
  log((await it.next()).value, (await it.next()).value)
}
