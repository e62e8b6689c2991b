// Variables shared by an async function and the functions inside it have one home.
export async function main(log: (...values: unknown[]) => void) {
  let count = 0
  const bump = async (by: number) => {
    await null
    count += by
    return count
  }
  const before = count
  await bump(1)
  log(before, count)
  count = 10
  log(await bump(5), count)
  const read = () => count
  count = (await bump(1)) * 2
  log(read())
}
