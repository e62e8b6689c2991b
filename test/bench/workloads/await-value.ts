/** Nothing ever waits. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await i
  return sum
}
