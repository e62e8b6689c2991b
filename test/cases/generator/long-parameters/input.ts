// More locals than any small frame has.
export function main(log: (...values: unknown[]) => void) {
  function* g(a: number, b: number, c: number, d: number, e: number, f: number, h: number, i: number, j: number): any {
    const k = yield a,
      l = yield b,
      m = yield c,
      n = yield d,
      o = yield e,
      p = yield f,
      q = yield h,
      r = yield i,
      s = yield j
    const t = yield k + l,
      u = yield m + n,
      v = yield o + p,
      w = yield q + r,
      x = yield s + t,
      y = yield u + v,
      z = yield w + x
    return [a, b, c, d, e, f, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z]
  }
  const it = g(1, 2, 3, 4, 5, 6, 7, 8, 9)
  let r = it.next()
  for (let n = 10; !r.done; n++) {
    log(r.value)
    r = it.next(n)
  }
  log(r.value)
}
