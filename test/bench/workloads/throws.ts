/** try/catch/finally around awaits, every second call throws through two functions. */
let closed = 0

const refusal = new Error('odd')

export async function run(n: number): Promise<number> {
  closed = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    try {
      sum += await outer(i)
    } catch (error) {
      sum += (error as Error).message.length
    }
  }
  return sum + closed
}

async function outer(i: number): Promise<number> {
  try {
    return await inner(i)
  } finally {
    closed++
  }
}

async function inner(i: number): Promise<number> {
  const value = await i
  if (value % 2) throw refusal
  return value
}
