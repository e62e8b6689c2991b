// Statements after return and throw, and branches that are never taken.
async function f(n: number) {
  if (n === 0) {
    return await 'zero'
    await 'never'
  }
  while (false) await 'never'
  for (; n < 0;) {
    throw await new Error('negative')
  }
  if (true) return await 'more'
  await 'never'
}
export async function main(log: (...values: unknown[]) => void) {
  log(await f(0), await f(1))
  try {
    await f(-1)
  } catch (error) {
    log(error)
  }
}
