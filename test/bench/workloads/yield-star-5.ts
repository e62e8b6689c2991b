/** Every value passes 5 generators. */
export function run(n: number): number {
  let sum = 0
  for (const value of nested(5, n)) sum += value
  return sum
}

function* nested(depth: number, n: number): Generator<number> {
  if (depth > 1) yield* nested(depth - 1, n)
  else for (let i = 0; i < n; i++) yield i
}
