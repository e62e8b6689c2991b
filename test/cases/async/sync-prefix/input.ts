// A call runs to its first await and no further.
export async function main(log: (...values: unknown[]) => void) {
  async function f(this: any) {
    log('start')
    const value = await log('operand')
    log('after', value)
    return 'done'
  }
  const promise = f()
  log('called')
  log(await promise)
}
