/** A function that cannot suspend, awaited. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await half(i)
  return sum
}

async function half(i: number): Promise<number> {
  return i >> 1
}
