// Comparisons and equality with an await on each side, and on both.
const wait = async (value: any) => {
  await null
  return value
}
export async function main(log: (...values: unknown[]) => void) {
  let x = 1
  const bump = async () => {
    await null
    x++
    return x
  }
  log(x === (await bump()), (await bump()) === x, x < (await bump()), (await bump()) <= (await bump()))
  log((await wait(null)) == undefined, null != (await wait(0)), NaN === (await wait(NaN)))
}
