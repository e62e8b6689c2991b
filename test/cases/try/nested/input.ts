// Tries in each part of a try.
export async function main(log: (...values: unknown[]) => void) {
  try {
    try {
      await null
      throw 1
    } catch (a) {
      try {
        await null
        throw 2
      } catch (b) {
        log(a, b)
        throw 3
      } finally {
        log('finally a')
      }
    } finally {
      try {
        await null
        throw 4
      } catch (c) {
        log(c)
      } finally {
        log('finally b')
      }
    }
  } catch (d) {
    log('outer', d)
  }
}
