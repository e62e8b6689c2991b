// A suspending function has no `caller` and `arguments` of its own, in sloppy code neither.
function main(log: (...values: unknown[]) => void) {
  function* lines(a: number) {
    yield a
  }
  const each = async function* (a: number) {
    yield a
  }
  async function one(let: number) {
    await null
    return let
  }
  async function waits(a: number) {
    await null
    return a
  }
  for (const f of [lines, each, waits] as Function[]) log(f.name, Object.hasOwn(f, 'caller'), Object.hasOwn(f, 'arguments'))
  return (async () => log(await one(1), await waits(2), [...lines(3)]))()
}
