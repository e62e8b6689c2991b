// continue in a for goes to the update.
export async function main(log: (...values: unknown[]) => void) {
  for (let i = 0, step = await 1; i < 6; i += step) {
    if (i % 2) continue
    log(await i)
  }
  for (var i = 0, j = 10; i < j; i += 3, j -= await 2) {
    if (i === 3) continue
    log(i, j)
  }
  log(i!, j!)
}
