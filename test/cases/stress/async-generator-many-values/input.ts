// 5,000 values through for await.
async function* numbers(n: number) {
  for (let i = 0; i < n; i++) yield i
}
export async function main(log: (...values: unknown[]) => void) {
  let sum = 0
  for await (const x of numbers(5_000)) sum += x
  log(sum)
}
