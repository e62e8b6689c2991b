/** A chain of 20 functions, each with its own source, each awaiting the next. */
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
  const y = x ^ 6
  return (await f7(y)) + y
}

async function f7(x: number): Promise<number> {
  let y = 7
  y += await f8(x)
  return y
}

async function f8(x: number): Promise<number> {
  return (await f9(x)) + 8
}

async function f9(x: number): Promise<number> {
  const y = await f10(x + 9)
  return y
}

async function f10(x: number): Promise<number> {
  const y = x ^ 10
  return (await f11(y)) + y
}

async function f11(x: number): Promise<number> {
  let y = 11
  y += await f12(x)
  return y
}

async function f12(x: number): Promise<number> {
  return (await f13(x)) + 12
}

async function f13(x: number): Promise<number> {
  const y = await f14(x + 13)
  return y
}

async function f14(x: number): Promise<number> {
  const y = x ^ 14
  return (await f15(y)) + y
}

async function f15(x: number): Promise<number> {
  let y = 15
  y += await f16(x)
  return y
}

async function f16(x: number): Promise<number> {
  return (await f17(x)) + 16
}

async function f17(x: number): Promise<number> {
  const y = await f18(x + 17)
  return y
}

async function f18(x: number): Promise<number> {
  const y = x ^ 18
  return (await f19(y)) + y
}

async function f19(x: number): Promise<number> {
  let y = 19
  y += await f20(x)
  return y
}

async function f20(x: number): Promise<number> {
  return (await x) + 1
}
