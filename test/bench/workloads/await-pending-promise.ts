/** A promise of the engine that is not settled yet. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await Promise.resolve(i).then(increment)
  return sum
}

function increment(x: number): number {
  return x + 1
}
