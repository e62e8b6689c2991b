// Spreads are drained before a later suspension.
export async function main(log: (...values: unknown[]) => void) {
  const list = [1, 2]
  const grow = async () => {
    list.push(3)
    return 'g'
  }
  log([...list, await grow(), ...list])
  function* source() {
    log('start')
    yield 'a'
    log('end')
  }
  log([...source(), await log('awaited'), ...source()])
  log([...(await 'xy'), ...(await new Set([1, 1, 2])), await 'z'])
}
