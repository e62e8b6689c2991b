// yield awaits its operand, return awaits its value; for await sees plain values.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    const p = Promise.resolve('inner')
    log('sent', yield p)
    return Promise.resolve('returned')
  }
  const it = g()
  log(await it.next(), await it.next('x'))
}
