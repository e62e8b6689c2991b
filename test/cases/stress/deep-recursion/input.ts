// A thousand nested calls, suspended all at once.
export async function main(log: (...values: unknown[]) => void) {
  const down = async (n: number): Promise<number> => {
    if (n === 0) {
      await null
      return 0
    }
    return (await down(n - 1)) + 1
  }
  log(await down(1000))
  const fails = async (n: number): Promise<any> => {
    if (n === 0) {
      await null
      throw new Error('bottom')
    }
    try {
      return await fails(n - 1)
    } finally {
      depth++
    }
  }
  let depth = 0
  try {
    await fails(500)
  } catch (error) {
    log(error, depth)
  }
}
