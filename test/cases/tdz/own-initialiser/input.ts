// A variable is dead in its own initialiser and in its own loop head.
export async function main(log: (...values: unknown[]) => void) {
  const attempt = async (f: any) => {
    try {
      log('value', await f())
    } catch (error) {
      log(error)
    }
  }
  // @ts-ignore
  await attempt(async () => {
    let x: any = await x
    return x
  })
  await attempt(async () => {
    const y: any = await (() => y)()
    return y
  })
  await attempt(async () => {
    const { a, b = c, c }: any = await {}
    return [a, b, c]
  })
  await attempt(async () => {
    for (let i: any = i; ;) {
      await null
      return i
    }
  })
}
