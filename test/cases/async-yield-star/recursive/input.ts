// Recursive async delegation.
export async function main(log: (...values: unknown[]) => void) {
  async function* walk(n: number): any {
    if (n === 0) return 'bottom'
    yield n
    const r = yield* walk(n - 1)
    yield -n
    return r + n
  }
  const it = walk(4)
  let r = await it.next()
  for (; !r.done; r = await it.next()) log(r.value)
  log(r.value)
}
