/** A promise of the engine that is settled already. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await Promise.resolve(i)
  return sum
}
