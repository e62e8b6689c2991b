// Async closures started in a loop, awaited after it.
export async function main(log: (...values: unknown[]) => void) {
  const started = []
  for (let i = 0; i < 3; i++) {
    started.push(
      (async () => {
        await null
        return i
      })(),
    )
  }
  log(await Promise.all(started))
}
