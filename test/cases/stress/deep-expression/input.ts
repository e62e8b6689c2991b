// Nested expressions with many suspensions and side effects.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    let x = 1
    const f = (...a: any[]) => a.reduce((s, v) => s + (typeof v === 'number' ? v : 100), 0)
    return f(
      x,
      (yield f(x++, (yield x) + x * (yield ((x += 2), x))))!
        ? [x, yield x, { x, [`k${yield x}`]: (yield x) + x++ }]
        : 0,
      x,
      ((x = yield 'set'), x) ** 2 - (yield x),
      `${x}${yield}${x}`.length,
      x && ((yield x) || x),
    )
  }
  const it = g()
  let r = it.next()
  for (let n = 3; !r.done; n++) {
    log(r.value)
    r = it.next(n)
  }
  log(r.value)
}
