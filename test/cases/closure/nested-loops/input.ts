// Bindings of an outer and an inner loop, captured together.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (let i = 0; i < 2; i++) {
    let sum = 0
    for (const j of [1, 2]) {
      await null
      sum += j
      readers.push(() => [i, j, sum])
    }
  }
  log(readers.map((read) => read()))
}
