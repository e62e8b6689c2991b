/** A chain of 3 functions, each with its own source, each awaiting the next. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await f1(i)
  return sum
}

async function f1(x: number): Promise<number> {
  const y = await f2(x + 1)
  return y
}

async function f2(x: number): Promise<number> {
  const y = x ^ 2
  return (await f3(y)) + y
}

async function f3(x: number): Promise<number> {
  return (await x) + 1
}
