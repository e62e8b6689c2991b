/** try/finally around awaits, nothing thrown. */
let closed = 0

export async function run(n: number): Promise<number> {
  closed = 0
  let sum = 0
  for (let i = 0; i < n; i++) sum += await guarded(i)
  return sum + closed
}

async function guarded(i: number): Promise<number> {
  try {
    const value = await i
    return value + (await 1)
  } finally {
    closed += await 1
  }
}
