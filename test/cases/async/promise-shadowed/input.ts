// A local called Promise (or Symbol) is the user's own affair.
export async function main(log: (...values: unknown[]) => void) {
  const real = globalThis.Promise
  async function f(Promise: any, Symbol: any) {
    const value = await real.resolve(1)
    return [value, Promise, Symbol]
  }
  log(await f('mine', 'too'))
  {
    const Promise = 'block'
    log(await (async () => Promise)())
  }
}
