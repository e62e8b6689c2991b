/** The engine's own microtask ends each wait. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await soon(i)
  return sum
}

function soon(value: number): Promise<number> {
  return new Promise((resolve) => queueMicrotask(() => resolve(value)))
}
