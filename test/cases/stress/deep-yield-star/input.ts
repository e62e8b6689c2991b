// 300 generators deep, 100 values.
export function main(log: (...values: unknown[]) => void) {
  function* deep(n: number): any {
    if (n === 0) for (let i = 0; i < 100; i++) yield i
    else yield* deep(n - 1)
  }
  let sum = 0
  for (const x of deep(300)) sum += x
  log(sum)
}
