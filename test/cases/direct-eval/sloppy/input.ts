// In sloppy code a direct eval may declare variables: kept as written where nothing suspends around it.
function main(log: (...values: unknown[]) => void) {
  const read = async function self(a: number) {
    eval('var b = a + 1; self = 1')
    function inner() {
      return eval('typeof self')
    }
    return [a, eval('b'), inner()]
  }
  function* once(a: number) {
    eval('var c = a * 2')
    return eval('c')
  }
  function plain() {
    eval('var hidden = "found"')
    return async () => {
      await null
      // @ts-ignore
      return hidden
    }
  }
  log(once(4).next())
  return (async () => {
    log(await read(1))
    log(await plain()())
  })()
}
