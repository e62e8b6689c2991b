// Promise.all and its like, seen by the await around them only.
export async function main(log: (...values: unknown[]) => void) {
  const soon = async <T>(value: T, turns = 1) => {
    await new Promise((resolve) => setTimeout(resolve, turns * 5))
    return value
  }
  const fails = async (message: string, turns = 1) => {
    await soon(0, turns)
    throw new Error(message)
  }
  const attempt = async (name: string, wait: () => Promise<unknown>) => {
    try {
      log(name, await wait())
    } catch (error) {
      const { errors } = error as { errors?: Error[] }
      log(name, 'threw', (error as Error).message, errors && errors.map((each) => each.message))
    }
  }

  const [a, b, c] = await Promise.all([soon('a', 3), 'b', soon('c')])
  log(a, b, c)
  log(await Promise.all([]), await Promise.all('xy'), await Promise.all(new Set([1, 2])))
  log(await Promise.all([Promise.resolve(1), { then: (give: (value: number) => void) => give(2) }, 3]))
  await attempt('all', async () => await Promise.all([soon(1), fails('all', 2), soon(2, 9)]))
  await attempt('settled', async () => await Promise.allSettled([soon(1), fails('two'), Promise.reject(3), 4]))
  await attempt('race', async () => await Promise.race([soon('slow', 9), soon('fast', 1)]))
  await attempt('race', async () => await Promise.race([soon('slow', 9), fails('fast', 1)]))
  await attempt('race', async () => await Promise.race(['at once', soon('later')]))
  await attempt('any', async () => await Promise.any([fails('one'), soon('two', 3)]))
  await attempt('any', async () => await Promise.any([fails('one', 3), fails('two')]))
  await attempt('any', async () => await Promise.any([]))

  function* works() {
    try {
      yield soon(1)
      yield soon(2)
    } finally {
      log('closed')
    }
  }
  log(await Promise.all(works()))
  await attempt('no list', async () => {
    try {
      return await Promise.all(1 as never)
    } catch (error) {
      return error instanceof TypeError
    }
  })
  await attempt('broken list', async () => {
    return await Promise.all(
      (function* () {
        yield soon(1)
        throw new Error('iterator')
      })(),
    )
  })
  await attempt('bad then', async () => {
    const bad = {}
    Object.defineProperty(bad, 'then', {
      get() {
        throw new Error('then')
      },
    })
    return await Promise.all([bad, soon(1)])
  })
  // Other arguments are evaluated as they stand.
  log(await Promise.all(await soon([soon(1), soon(2)])), (await Promise.all([soon(1)])).length)
  const same = soon('same')
  log(await Promise.all([same, same]), await same)
}
