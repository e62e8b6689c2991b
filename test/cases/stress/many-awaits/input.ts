// 20,000 awaits in a loop: no growth of the stack.
export async function main(log: (...values: unknown[]) => void) {
  let sum = 0
  for (let i = 0; i < 20_000; i++) sum += await i
  log(sum)
  const later = async (x: number) => {
    await null
    return x
  }
  for (let i = 0; i < 5_000; i++) sum += await later(i)
  log(sum)
}
