/** A flat generator. */
export function run(n: number): number {
  let sum = 0
  for (const value of count(n)) sum += value
  return sum
}

function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i
}
