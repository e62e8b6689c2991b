// A write to a constant, or to a name that is dead still: the right side comes first, then the error, and nothing is
// written. A target of a pattern is written to after its value has been taken from the iterator.
export async function main(log: (...values: unknown[]) => unknown) {
  const attempt = (act: () => void) => {
    try {
      act()
      log('fine')
    } catch (error) {
      log((error as Error).constructor.name)
    }
  }
  const iterable = (count: number) => {
    let at = 0
    return {
      next: () => (log('next'), at++ < count ? { value: at, done: false } : { value: undefined, done: true }),
      return: () => (log('return'), { value: undefined, done: true }),
      [Symbol.iterator]() {
        return this
      },
    }
  }
  let other: unknown
  await null
  const fixed: any = 1
  attempt(() => ((fixed as any) = log('right')))
  attempt(() => ((fixed as any) ??= log('never')))
  attempt(() => ((fixed as any) &&= log('right')))
  attempt(() => ((fixed as any) += log('right')))
  attempt(() => (fixed as any)++)
  attempt(() => ([(fixed as any)] = [log('item')]))
  attempt(() => ([(fixed as any) = log('default')] = []))
  attempt(() => ({ a: (fixed as any), ...(other as any) } = { a: log('property') } as any))
  attempt(() => {
    for ((fixed as any) of [1]) log('not reached')
  })
  attempt(() => {
    for ((fixed as any) in { a: 1 }) log('not reached')
  })
  attempt(() => (dead = log('right') as number))
  attempt(() => (dead += log('right') as number))
  attempt(() => ([dead = log('default') as number] = []))
  attempt(() => dead++)
  for (const act of [
    async () => (dead = (await log('waited')) as number),
    async () => (dead += (await log('never')) as number),
    async () => (deadFixed as any) = await log('waited'),
    async () => ([deadFixed as any] = [await log('waited')]),
  ])
    try {
      await act()
      log('fine')
    } catch (error) {
      log((error as Error).constructor.name)
    }
  let dead = 1
  const deadFixed = 2
  await null
  attempt(() => (dead = 3))
  try {
    ;[(fixed as any), other] = [log('waited'), await 5]
  } catch (error) {
    log((error as Error).constructor.name)
  }
  log(fixed, dead, deadFixed, other)
}
