// Another prototype object is used; a prototype that is no object gives the intrinsic one.
function* g(): any {
  yield 1
}
function* h(): any {
  yield 2
}
export function main(log: (...values: unknown[]) => void) {
  const mine = { mine: true }
  g.prototype = mine
  log(Object.getPrototypeOf(g()) === mine)
  h.prototype = null
  const it: any = h()
  log(
    typeof it.next,
    Object.getPrototypeOf(it) === Object.getPrototypeOf((function* () {} as any).prototype),
    it.next(),
  )
}
