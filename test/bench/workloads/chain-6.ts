/** A chain of 6 functions, each with its own source, each awaiting the next. */
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
  let y = 3
  y += await f4(x)
  return y
}

async function f4(x: number): Promise<number> {
  return (await f5(x)) + 4
}

async function f5(x: number): Promise<number> {
  const y = await f6(x + 5)
  return y
}

async function f6(x: number): Promise<number> {
  return (await x) + 1
}
