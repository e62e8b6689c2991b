// Endless generators, taken from lazily.
function* naturals() {
  let n = 0
  while (true) yield n++
}
function* filter(source: Iterable<number>, keep: (n: number) => boolean) {
  for (const x of source) if (keep(x)) yield x
}
function* take(source: Iterable<number>, n: number) {
  if (n <= 0) return
  for (const x of source) {
    yield x
    if (--n === 0) return
  }
}
export function main(log: (...values: unknown[]) => void) {
  log([
    ...take(
      filter(naturals(), (n) => n % 3 === 0),
      5,
    ),
  ])
  log([...take(naturals(), 0)])
}
