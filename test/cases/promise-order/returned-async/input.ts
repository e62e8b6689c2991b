// `return f()` against `return await f()` of own async functions.
export async function main(log: (...values: unknown[]) => void) {
  const leaf = async () => {
    await null
    return 'leaf'
  }
  const forward = async () => leaf()
  const awaited = async () => await leaf()
  const ticks = async () => {
    for (let i = 0; i < 8; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([forward().then(() => log('forward')), awaited().then(() => log('awaited')), ticks()])
}
