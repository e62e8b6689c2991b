// a = b = await c, and assignments inside expressions.
export async function main(log: (...values: unknown[]) => void) {
  let a: any, b: any
  const o: any = {}
  a = b = o.x = await 1
  log(a, b, o)
  log((a = await 2) + (b = a + (await 3)) + a, b)
  o[(a = await 'key')] = a = await 'last'
  log(o, a)
  if ((a = await 0) || (b = await 'truthy')) log(a, b)
}
