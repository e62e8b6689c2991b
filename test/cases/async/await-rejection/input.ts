// A rejection is thrown at the await, with the same error object.
export async function main(log: (...values: unknown[]) => void) {
  const error = new Error('no')
  try {
    await Promise.reject(error)
    log('not reached')
  } catch (caught) {
    log(caught === error, caught)
  }
  try {
    await (async () => {
      await null
      throw error
    })()
  } catch (caught) {
    log('own', caught === error)
  }
  try {
    await (async () => {
      throw undefined
    })()
  } catch (caught) {
    log('undefined', caught)
  }
}
