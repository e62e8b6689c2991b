// Each result is a fresh ordinary object with own value and done.
function* g() {
  yield 1
  yield 2
}
export function main(log: (...values: unknown[]) => void) {
  const it = g()
  const a = it.next(),
    b = it.next(),
    c = it.next()
  log(a !== (b as any), Object.keys(a), Object.keys(c), Object.getPrototypeOf(a) === Object.prototype)
  a.value = 'changed' as any
  log(a, b, c)
}
