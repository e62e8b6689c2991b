/** A binary tree walked in order by a generator that delegates to itself. */
export function run(depth: number): number {
  let sum = 0
  let index = 0
  for (const value of walk(depth)) sum = (sum + value * ++index) % 1000003
  return sum
}

function* walk(depth: number): Generator<number> {
  if (depth === 0) return
  yield* walk(depth - 1)
  yield depth
  yield* walk(depth - 1)
}
