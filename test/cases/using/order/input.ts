// using and await using: disposed in reverse, on every way out.
const res = (log: any, name: string) => ({
  [Symbol.dispose]() {
    log('dispose', name)
  },
})
const resAsync = (log: any, name: string) => ({
  async [Symbol.asyncDispose]() {
    log('start', name)
    await null
    log('end', name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  {
    using a = res(log, 'a'),
      b = res(log, 'b')
    await using c = resAsync(log, 'c')
    await null
    log('body', typeof a, typeof b, typeof c)
  }
  const f = async () => {
    using a = res(log, 'in f')
    await null
    return (log('value'), typeof a)
  }
  log(await f())
  for (const x of [1, 2, 3]) {
    using r = res(log, 'turn ' + x)
    await null
    if (x === 1) continue
    if (x === 2) break
    log('never', r)
  }
  try {
    await using d = resAsync(log, 'd')
    throw new Error('body ' + typeof d)
  } catch (error) {
    log(error)
  }
}
