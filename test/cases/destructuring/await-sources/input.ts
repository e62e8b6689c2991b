// Awaited sources in const, let and var, and defaults that await.
export async function main(log: (...values: unknown[]) => void) {
  const { a, b = await 'default b' } = (await { a: 1 }) as any
  let [c, d = await a] = [await 'c'] as any
  var { length } = await 'text',
    [first] = await [length]
  log(a, b, c, d, length, first)
  const { x: { y = await 1, z: [w = await 2] = [] } = {} } = {} as any
  log(y, w)
}
