// An async function without await: still a promise, errors still rejections, finally still run.
export async function main(log: (...values: unknown[]) => void) {
  const value = async () => 5
  const nothing = async () => {}
  const promised = async () => Promise.resolve('adopted')
  const looping = async (n: number) => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      if (i === 3) continue
      sum += i
    }
    return sum
  }
  const guarded = async () => {
    try {
      throw new Error('x')
    } catch {
      return 'caught'
    } finally {
      log('finally')
    }
  }
  const p = value()
  log(typeof (p as any).then)
  log(await p, await nothing(), await promised(), await looping(6), await guarded())
}
