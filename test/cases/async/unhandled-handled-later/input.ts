// A rejection that is awaited in the same turn is handled, even where other awaits come first.
export async function main(log: (...values: unknown[]) => void) {
  const failing = (async () => {
    throw new Error('late look')
  })()
  const other = (async () => 'other')()
  log(await other)
  try {
    await failing
  } catch (error) {
    log(error)
  }
}
