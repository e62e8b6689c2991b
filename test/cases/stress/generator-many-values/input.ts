// 100,000 values through a small pipeline.
function* numbers(n: number) {
  for (let i = 0; i < n; i++) yield i
}
function* map(source: Iterable<number>, f: (x: number) => number) {
  for (const x of source) yield f(x)
}
export function main(log: (...values: unknown[]) => void) {
  let sum = 0
  for (const x of map(
    map(numbers(100_000), (x) => x * 2),
    (x) => x + 1,
  ))
    sum += x
  log(sum)
}
