// A var or a parameter called arguments.
async function main(log: (...values: unknown[]) => void) {
  async function declared() {
    await null
    var arguments
    return typeof arguments
  }
  async function assigned() {
    var arguments = await 'mine'
    return arguments
  }
  async function target() {
    ;[arguments] = [await 'taken']
    const taken = arguments
    for await ([arguments] of [['each']]) log(arguments)
    arguments = 'set'
    return [taken, arguments]
  }
  async function parameter(arguments) {
    await null
    return arguments
  }
  async function lexical() {
    await null
    {
      let arguments = 'inner'
      await null
      if (arguments !== 'inner') return 'wrong'
    }
    return arguments.length
  }
  log(await declared(1), await assigned(1), await target(1), await parameter('p'), await lexical(1, 2))
}
