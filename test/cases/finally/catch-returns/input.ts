// return in catch, then finally.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    try {
      throw await 1
    } catch (x) {
      return [await 'caught', x]
    } finally {
      await null
      log('finally')
    }
  }
  log(await f())
  const g = async () => {
    try {
      throw await 1
    } catch {
      throw await 2
    } finally {
      return await 3
    }
  }
  log(await g())
}
