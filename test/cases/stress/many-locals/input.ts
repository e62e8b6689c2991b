// Forty locals that live across suspensions, some captured.
export async function main(log: (...values: unknown[]) => void) {
  let a = 1,
    b = 2,
    c = 3,
    d = 4,
    e = 5,
    f = 6,
    g = 7,
    h = 8,
    i = 9,
    j = 10,
    k = 11,
    l = 12,
    m = 13,
    n = 14,
    o = 15,
    p = 16,
    q = 17,
    r = 18,
    s = 19,
    t = 20
  await null
  let u = a + b,
    v = c + d,
    w = e + f,
    x = g + h,
    y = i + j,
    z = k + l,
    aa = m + n,
    ab = o + p,
    ac = q + r,
    ad = s + t
  const bump = () => {
    a++
    z++
    ad++
  }
  await null
  bump()
  let ae = await (u + v),
    af = await (w + x),
    ag = await (y + z),
    ah = await (aa + ab),
    ai = await (ac + ad)
  bump()
  await null
  log(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)
  log(u, v, w, x, y, z, aa, ab, ac, ad, ae, af, ag, ah, ai)
}
