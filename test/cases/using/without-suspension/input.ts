// using in a plain block of a function that suspends elsewhere, and await using never reached.
export async function main(log: (...values: unknown[]) => void) {
  await null
  {
    using a = {
      [Symbol.dispose]() {
        log('dispose a')
      },
    }
    log('body', typeof a)
  }
  const f = async (early: boolean) => {
    if (early) return 'early'
    await using b = {
      async [Symbol.asyncDispose]() {
        log('dispose b')
      },
    }
    return typeof b
  }
  log(await f(true), await f(false))
}
