// yield, await, let and async as names where sloppy code allows them.
async function main(log: (...values: unknown[]) => void) {
  var yield = 1,
    let = 2,
    async = 3,
    of = 4
  var f = (async) => async
  function g(await) {
    return await
  }
  await null
  log(yield, let, async, of, f(5), g(6))
}
