/** n tasks at once, 50 awaits of a value each. */
export async function run(n: number): Promise<number> {
  const tasks: Promise<number>[] = []
  for (let i = 0; i < n; i++) tasks.push(work(i))
  let sum = 0
  for (const task of tasks) sum += await task
  return sum
}

async function work(seed: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < 50; i++) sum += await (seed ^ i)
  return sum
}
