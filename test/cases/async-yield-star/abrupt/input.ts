// next that throws, rejects, done or value getters that throw: all arrive at the yield*.
export async function main(log: (...values: unknown[]) => void) {
  const fail = (name: string) => {
    throw new Error(name)
  }
  const make = (next: any) => ({ [Symbol.asyncIterator]: () => ({ next }) })
  async function* g(source: any): any {
    try {
      yield* source
    } catch (error) {
      log('inside', error)
    }
  }
  log(await g(make(() => fail('next'))).next())
  log(await g(make(() => Promise.reject(new Error('rejected')))).next())
  log(
    await g(
      make(() => ({
        get done() {
          return fail('done')
        },
      })),
    ).next(),
  )
  log(
    await g(
      make(() => ({
        done: true,
        get value() {
          return fail('value')
        },
      })),
    ).next(),
  )
  log(
    await g(
      make(() => ({
        get then() {
          return fail('then')
        },
      })),
    ).next(),
  )
  log(
    await g({
      get [Symbol.asyncIterator]() {
        return fail('getter')
      },
    }).next(),
  )
  log(
    await g({
      [Symbol.asyncIterator]: () => ({
        get next() {
          return fail('next getter')
        },
      }),
    }).next(),
  )
}
