// The iterable is evaluated with the loop variable in its dead zone.
export async function main(log: (...values: unknown[]) => void) {
  const x = ['outer']
  try {
    for (const x of [(() => x)()] as any) {
      await null
      log('never', x)
    }
  } catch (error) {
    log(error)
  }
  for (const y of x) {
    await null
    log(y)
  }
}
