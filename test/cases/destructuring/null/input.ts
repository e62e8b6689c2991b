// null and undefined cannot be destructured, not even by an empty pattern.
export async function main(log: (...values: unknown[]) => void) {
  for (const value of [null, undefined] as any[]) {
    try {
      const {} = await value
      log('no')
    } catch (error) {
      log(error)
    }
    try {
      const { a = await 1 } = value
      log('no', a)
    } catch (error) {
      log(error)
    }
    try {
      ;({} = await value)
      log('no')
    } catch (error) {
      log(error)
    }
    try {
      const [] = await value
      log('no')
    } catch (error) {
      log(error)
    }
    try {
      const {
        a: { b = await 1 },
      } = { a: value } as any
      log('no', b)
    } catch (error) {
      log(error)
    }
    try {
      let c: any
      ;({ [await 'c']: c } = value)
      log('no')
    } catch (error) {
      log(error)
    }
  }
  const { length = await 1 } = 'text' as any
  const { toFixed } = (await 1) as any
  log(length, typeof toFixed)
}
