/** Two awaited calls for each call. */
export function run(n: number): Promise<number> {
  return fibonacci(n)
}

async function fibonacci(n: number): Promise<number> {
  if (n < 2) return n
  return (await fibonacci(n - 1)) + (await fibonacci(n - 2))
}
