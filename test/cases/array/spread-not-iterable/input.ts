// Spreading what has no iterator is a TypeError, after what is left of it.
export async function main(log: (...values: unknown[]) => void) {
  try {
    log([log('left'), ...((await 5) as any), log('never')])
  } catch (error) {
    log(error)
  }
  try {
    log([...((await null) as any)])
  } catch (error) {
    log(error)
  }
}
