// A loop with an await that is hardly ever taken.
export async function main(log: (...values: unknown[]) => void) {
  let sum = 0
  for (let i = 0; i < 200_000; i++) {
    if (i % 50_000 === 49_999) sum += await i
    sum += 1
  }
  log(sum)
  function* g(): any {
    for (let i = 0; i < 200_000; i++) if (i === 199_999) yield i
  }
  log([...g()])
}
