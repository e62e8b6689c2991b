// A for-of around a suspension closes on break, return, throw and outer continue.
const source = (log: any, name: string) => ({
  [Symbol.iterator]() {
    let n = 0
    return {
      next: () => ({ value: n++, done: n > 3 }),
      return() {
        log(name, 'closed')
        return {}
      },
    }
  },
})
export async function main(log: (...values: unknown[]) => void) {
  for (const x of source(log, 'break')) {
    await null
    log(x)
    if (x === 1) break
  }
  const f = async () => {
    for (const x of source(log, 'return')) {
      await null
      return x
    }
  }
  log(await f())
  try {
    for (const x of source(log, 'throw')) {
      await null
      throw new Error('body')
    }
  } catch (error) {
    log(error)
  }
  outer: for (const y of [1, 2])
    for (const x of source(log, 'continue')) {
      await null
      continue outer
    }
  for (const x of source(log, 'end')) {
    await null
    log(x)
  }
}
