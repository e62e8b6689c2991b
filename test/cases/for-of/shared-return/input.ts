// Several returns out of a loop close its iterator once each; what `next` throws closes nothing, and its error can be caught.
export async function main(log: (...values: unknown[]) => void) {
  const values = (count: number, fails = false) => ({
    at: 0,
    [Symbol.iterator]() {
      return this
    },
    next() {
      if (fails && this.at === count) throw new Error('next')
      return { value: this.at++, done: this.at > count }
    },
    return() {
      log('closed')
      return {}
    },
  })
  async function find(over: Iterable<number>, wanted: number) {
    for (const value of over) {
      await null
      if (value === wanted) return 'found'
      if (value > 3) return value
      if (value === 2) continue
      for (const inner of values(2)) {
        if (wanted === 7) return await inner
        if (await (inner > 0 && wanted === 8)) return null
      }
    }
    return 'none'
  }
  for (const wanted of [0, 3, 5, 7, 8]) log(wanted, await find(values(6), wanted))
  log(await find(values(3), 9))
  try {
    log(await find(values(2, true), 9))
  } catch (error) {
    log(error)
  }
  function* itself(): Generator<number> {
    for (const value of { [Symbol.iterator]: () => running }) yield value
  }
  const running: any = itself()
  running.return = () => log('not closed')
  try {
    running.next()
  } catch (error) {
    log(error)
  }
}
