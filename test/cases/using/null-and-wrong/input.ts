// null and undefined are skipped; anything without the method is a TypeError.
export async function main(log: (...values: unknown[]) => void) {
  {
    using a = await null
    using b = undefined
    await using c = null
    await using d = undefined
    log(a, b, c, d)
  }
  for (const value of [{}, 1, 'text', { [Symbol.dispose]: 1 }] as any[]) {
    try {
      using x = value
      await null
      log('no', x)
    } catch (error) {
      log('sync', error)
    }
    try {
      await using x = value
      log('no', x)
    } catch (error) {
      log('async', error)
    }
  }
}
