// A lexical `arguments` of the body is not the one that a default of a parameter means.
function main(log: (...values: unknown[]) => void) {
  let seen: any
  const declared = function* (x = (seen = arguments)) {
    let arguments = 'own'
    yield arguments
  }
  log([...declared()], typeof seen, seen.length)
  const named = async function (x = (seen = arguments), y = 2) {
    await null
    function arguments() {}
    return typeof arguments
  }
  return (async () => {
    log(await (named as any)(undefined, 1, 2), seen.length)
  })()
}
