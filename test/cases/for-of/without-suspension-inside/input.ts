// A loop without a suspension in a function that has some.
export async function main(log: (...values: unknown[]) => void) {
  await null
  const all = []
  for (const x of [1, 2, 3]) {
    if (x === 2) continue
    all.push(() => x)
  }
  log(all.map((f) => f()))
  outer: for (const a of 'ab') {
    for (const b of [1, 2]) {
      if (b === 2) continue outer
      all.push(() => a as any)
    }
  }
  await null
  log(all.map((f) => f()))
  for (const x of all) {
    if (x() === 3) return log('returned from a plain loop')
  }
  log('not reached')
}
