// The value of yield* in the middle of expressions.
export function main(log: (...values: unknown[]) => void) {
  function* two(x: any): any {
    const y = yield x
    return [x, y]
  }
  function* g(): any {
    return [yield* two('a'), ...(yield* two('b')), (yield* two('c')).length + (yield 'd')]
  }
  const it = g()
  let r = it.next()
  for (let n = 0; !r.done; n++) r = it.next(n)
  log(r)
}
