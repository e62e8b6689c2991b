// A promise that only the await around it sees.
export async function main(log: (...values: unknown[]) => void) {
  log(await new Promise<number>((resolve) => setTimeout(() => resolve(1), 1)))
  log(await new Promise((resolve) => resolve(2)))
  log(await (new Promise((resolve) => resolve({ then: (give: (value: number) => void) => give(3) })) as Promise<number>))

  const attempt = async (name: string, wait: () => Promise<unknown>) => {
    try {
      log(name, await wait())
    } catch (error) {
      log(name, 'threw', (error as Error).name, (error as Error).message)
    }
  }
  await attempt('rejects', async () => await new Promise((_, reject) => reject(new Error('no'))))
  await attempt('throws', async () => {
    return await new Promise(() => {
      throw new Error('at once')
    })
  })
  await attempt('first counts', async () => {
    return await new Promise((resolve, reject) => {
      resolve('first')
      reject(new Error('second'))
      resolve('third')
      throw new Error('fourth')
    })
  })
  await attempt('bad then', async () => {
    return await new Promise((resolve) => {
      const bad = {}
      Object.defineProperty(bad, 'then', {
        get() {
          throw new Error('then')
        },
      })
      resolve(bad)
    })
  })
  await attempt('no function', async () => {
    try {
      return await new Promise(undefined as never)
    } catch (error) {
      return (error as object) instanceof TypeError
    }
  })

  // What the executor is given works without its object, and gives nothing back.
  log(
    await new Promise((resolve) => {
      const done = resolve
      log(done.length, done('kept'))
    }),
  )
  // Arguments may suspend; what is around waits its turn.
  const order: string[] = []
  const note = <T>(value: T, name: string): T => (order.push(name), value)
  log(
    note(1, 'left') + (await new Promise<number>(await note((resolve: (value: number) => void) => resolve(5), 'executor'))),
    order.join(),
  )
  await attempt('finally', async () => {
    try {
      return await new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 1))
    } finally {
      log('cleaned', await new Promise((resolve) => setTimeout(() => resolve('up'), 1)))
    }
  })
  await shadowed(log)
}

async function shadowed(log: (...values: unknown[]) => void) {
  class Promise {
    static all(values: unknown[]) {
      return values.length
    }
    answer = 42
    constructor(readonly given: unknown) {}
  }
  log((await new Promise(1)).answer, await Promise.all([1, 2]))
}
