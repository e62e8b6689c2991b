// const, several declarators and patterns in a for head.
export async function main(log: (...values: unknown[]) => void) {
  for (const limit = await 3; ;) {
    log(limit)
    break
  }
  for (let [a, b] = [await 1, 3], { c } = { c: await 'c' }; a < b; a++) log(a, b, await c)
  for (let i = 0, n = (await [1, 2]).length; i < n; i++) log(i, n)
}
