// undefined, null, 0 and '' are errors as well as any.
export async function main(log: (...values: unknown[]) => void) {
  for (const value of [undefined, null, 0, '', false, NaN]) {
    try {
      await Promise.reject(value)
    } catch (error) {
      log('await', error)
    }
    try {
      await null
      throw value
    } catch (error) {
      log('throw', error)
    }
    try {
      try {
        await Promise.reject(value)
      } finally {
        await null
      }
    } catch (error) {
      log('through finally', error)
    }
  }
}
