/** Promise.all of 1,000 calls. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const calls: Promise<number>[] = []
    for (let j = 0; j < 1000; j++) calls.push(square(j))
    for (const value of await Promise.all(calls)) sum += value
  }
  return sum
}

async function square(x: number): Promise<number> {
  const y = await x
  return y * y
}
