// A default that reads a later parameter, or itself, is a ReferenceError.
export async function main(log: (...values: unknown[]) => void) {
  // @ts-ignore
  async function later(a = b, b = 1) {
    await null
    return [a, b]
  }
  // @ts-ignore
  async function self(a = a) {
    await null
    return a
  }
  for (const f of [later, self] as any[]) {
    try {
      log(await f())
    } catch (error) {
      log(error)
    }
  }
  log(await later(1), await self(2))
}
