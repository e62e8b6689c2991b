/** A generator that is handed values, driven by hand. */
export function run(n: number): number {
  const average = running()
  average.next(0)
  let sum = 0
  for (let i = 0; i < n; i++) sum += average.next(i & 255).value
  return Math.round(sum)
}

function* running(): Generator<number, never, number> {
  let mean = 0
  for (;;) mean += ((yield mean) - mean) / 8
}
