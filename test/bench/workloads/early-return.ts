/** Generators left early, each with a `finally` to run. */
let closed = 0

export function run(n: number): number {
  closed = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (const value of endless(i)) {
      sum += value
      if (value > i + 2) break
    }
  }
  return sum + closed
}

function* endless(from: number): Generator<number> {
  try {
    for (;;) yield from++
  } finally {
    closed++
  }
}
