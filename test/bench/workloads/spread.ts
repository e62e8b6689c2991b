/** Generators spread into arrays and calls. */
export function run(n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const list = [0, ...upTo(10), 0]
    sum += list.length + Math.max(...upTo(5))
  }
  return sum
}

function* upTo(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i
}
