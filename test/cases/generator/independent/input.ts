// Two objects of one generator function share nothing.
function* counter(start: number): any {
  let n = start
  for (;;) {
    const by = yield n
    n += by ?? 1
  }
}
export function main(log: (...values: unknown[]) => void) {
  const a = counter(0),
    b = counter(100)
  log(a.next().value, b.next().value, a.next().value, a.next(5).value, b.next(10).value, a.next().value)
}
