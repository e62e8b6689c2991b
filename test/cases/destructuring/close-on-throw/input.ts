// The iterator is closed when a default, a target or a setter throws, and when the pattern is done early.
const source = (log: any, n = 3) => ({
  [Symbol.iterator]() {
    let i = 0
    return {
      next: () => {
        log('next')
        return { value: i++ < n ? undefined : i, done: i > n }
      },
      return() {
        log('return')
        return {}
      },
    }
  },
})
export async function main(log: (...values: unknown[]) => void) {
  const bad = async () => {
    throw new Error('bad')
  }
  try {
    const [a, b = await bad()] = source(log) as any
    log(a, b)
  } catch (error) {
    log(error)
  }
  try {
    const o: any = {}
    ;[o[(await bad()) as any]] = source(log) as any
  } catch (error) {
    log(error)
  }
  try {
    const o: any = {
      set x(_: any) {
        throw new Error('setter')
      },
    }
    ;[o.x = await 1] = source(log) as any
  } catch (error) {
    log(error)
  }
  const [c = await 'early'] = source(log) as any
  log(c)
  const [d, ...e] = source(log, 2) as any
  await null
  log(d, e)
  const [f = await 1, g = await 2] = source(log, 1) as any
  log(f, g)
  const [, , h = await 'h'] = source(log) as any
  log(h)
}
