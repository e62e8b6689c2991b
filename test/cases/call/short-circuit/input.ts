// Short circuits skip the suspension.
export function main(log: (...values: unknown[]) => void) {
  function* g(x: any): any {
    return [
      x && (yield 'and'),
      x || (yield 'or'),
      x ?? (yield 'coalesce'),
      x ? yield 'then' : yield 'else',
      (x, yield 'comma'),
    ]
  }
  for (const x of [0, 1, null]) {
    const it = g(x)
    let r = it.next()
    for (let n = 0; !r.done; n++) {
      log(r.value)
      r = it.next(n)
    }
    log(r.value)
  }
}
