// What a returned expression throws is caught by the try it stands in; loops are closed, finally runs.
export async function main(log: (...values: unknown[]) => void) {
  const fail = (text: string): never => {
    throw new Error(text)
  }
  const iterable = {
    *[Symbol.iterator]() {
      try {
        yield 1
      } finally {
        log('closed')
      }
    },
  }
  const attempts: (() => Promise<unknown>)[] = [
    async () => {
      try {
        await null
        return fail('one')
      } catch (error) {
        return (error as Error).message
      }
    },
    async () => {
      try {
        if (iterable) return fail('before the wait')
        await null
      } catch (error) {
        return (error as Error).message
      }
    },
    async () => {
      try {
        await null
        return fail('two')
      } finally {
        log('finally')
      }
    },
    async () => {
      for (const x of iterable) {
        await null
        return fail('three' + x)
      }
    },
    async () => {
      for await (const x of iterable) return fail('four' + x)
    },
    async () => {
      try {
        try {
          return await Promise.resolve(fail)
        } finally {
          await null
          log('inner')
          return fail('five')
        }
      } catch (error) {
        return 'outer ' + (error as Error).message
      }
    },
  ]
  for (const attempt of attempts)
    try {
      log(await attempt())
    } catch (error) {
      log('failed', (error as Error).message)
    }
  function* generator(): Generator<unknown, unknown> {
    try {
      yield 1
      return fail('six')
    } catch (error) {
      return (error as Error).message
    }
  }
  const it = generator()
  log(it.next().value, it.next().value)
}
