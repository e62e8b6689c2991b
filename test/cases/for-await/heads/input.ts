// The head may declare, assign to a variable, a member or a pattern.
export async function main(log: (...values: unknown[]) => void) {
  async function* pairs(): any {
    yield ['a', { b: 1 }]
    yield ['c', {}]
  }
  for await (const [x, { b = 'default' }] of pairs()) log(x, b)
  for await (let [x] of pairs()) {
    x += '!'
    log(x)
  }
  for await (var v of pairs()) log(v.length)
  log(v!)
  let y: any
  for await (y of pairs()) log(y[0])
  const object: any = {}
  for await (object.member of pairs()) log(object.member[0])
  for await (object[await 'key'] of pairs()) log(object.key[0])
  let p: any, q: any
  for await ([p, { b: q = await 'awaited' }] of pairs()) log(p, q)
  for await ({ length: object.length } of pairs()) log(object.length)
}
