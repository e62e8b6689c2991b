// A direct eval in a default sees and makes names of the parameters; what it throws rejects, or is thrown at the call.
function main(log: (...values: unknown[]) => void) {
  var x = 'outside'
  async function sum(a: number, b = eval('a + 1'), ...rest: number[]) {
    await null
    log(a, b, rest, arguments.length)
    return a + b
  }
  const arrow = async (a: number, b = eval('a * 2')) => {
    await null
    return b
  }
  async function declares(this: unknown, probe: any = (eval('var x = "inside"'), () => x)) {
    log(x, probe(), this)
    await null
    return x
  }
  const object = {
    name: 'object',
    async clash(p = eval('var arguments')) {
      return p
    },
    async late(p = eval('var q = 1'), q: number) {
      await null
      return p
    },
    *lines(p = eval('this.name'), probe: any = () => p) {
      var p: any = p + '!'
      yield p
      yield probe()
    },
  }
  function* broken(p = eval('var arguments'), arguments: any) {}

  log(sum.length, arrow.length, [...object.lines()])
  try {
    ;(broken as any)()
  } catch (error) {
    log((error as Error).name)
  }
  return (async () => {
    log(await sum(1), await sum(1, 5, 6, 7), await arrow(4))
    log(await declares.call('self'))
    log(await object.clash().catch((error) => error.name))
    log(await (object as any).late().catch((error: Error) => error.name))
  })()
}
