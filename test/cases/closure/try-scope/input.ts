// Variables of try, catch and finally blocks, captured.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (const x of [1, 2]) {
    try {
      let t = await x
      readers.push(() => t)
      throw x * 10
    } catch (error: any) {
      const c = error
      await null
      readers.push(() => [c, error])
      error = 'changed'
    } finally {
      let f = (await 'f') + x
      readers.push(() => f)
    }
  }
  log(readers.map((read) => read()))
}
