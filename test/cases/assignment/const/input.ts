// Assigning to a const is a TypeError after the right side.
export async function main(log: (...values: unknown[]) => void) {
  const c: any = 1
  // @ts-ignore
  try {
    c = await (log('right'), 2)
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    c += await (log('right'), 2)
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    c++
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    ;[c] = [await 1]
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    ;({ c } = { c: await 1 })
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    for (c of [await 1]) log('never')
  } catch (error) {
    log(error)
  }
  // @ts-ignore
  try {
    for (const i = 0; i < 2; i++) {
      await null
      log('turn', i)
    }
  } catch (error) {
    log(error)
  }
  log(c)
}
