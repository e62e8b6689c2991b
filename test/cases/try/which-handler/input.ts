// The handler in force is the one of the position, also in loops and after the try.
export async function main(log: (...values: unknown[]) => void) {
  const fail = async (name: string) => {
    await null
    throw new Error(name)
  }
  for (let i = 0; i < 3; i++) {
    try {
      try {
        if (i === 0) await fail('inner')
      } catch (error) {
        log('inner', error)
      }
      if (i === 1) await fail('outer')
      try {
        await null
      } catch {
        log('never')
      }
      if (i === 2) throw new Error('sync')
    } catch (error) {
      log('outer', error)
    }
    try {
      await fail('after')
    } catch (error) {
      log('after', error)
    }
  }
  try {
    await fail('last')
  } catch {
    log('last')
  }
}
