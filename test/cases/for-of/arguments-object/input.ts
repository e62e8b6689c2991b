// for-of over arguments, after a suspension.
async function f(..._: any[]) {
  await null
  for (const x of arguments as any) log2(await x)
}
let log2: any
export async function main(log: (...values: unknown[]) => void) {
  log2 = log
  await f('a', 'b')
  await f()
}
