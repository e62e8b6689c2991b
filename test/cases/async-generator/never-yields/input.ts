// An async generator without await and without yield.
export async function main(log: (...values: unknown[]) => void) {
  async function* value(): any {
    log('body')
    return 1
  }
  async function* nothing(): any {}
  const it = value()
  log('made')
  log(await it.next(), await it.next(), await nothing().next())
  for await (const x of nothing()) log('never', x)
}
