// try and finally without catch, normal and with an error.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (p: Promise<any>) => {
    try {
      return await p
    } finally {
      log('finally')
    }
  }
  log(await f(Promise.resolve(1)))
  try {
    await f(Promise.reject(new Error('no')))
  } catch (error) {
    log(error)
  }
  try {
    await null
  } finally {
  }
  try {
  } finally {
    await null
    log('empty try')
  }
}
