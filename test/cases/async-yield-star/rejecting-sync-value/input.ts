// A rejected promise in a sync delegate is thrown at the yield*.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      yield* [Promise.resolve(1), Promise.reject(new Error('no'))]
    } catch (error) {
      log('inside', error)
      yield 'after'
    }
  }
  for await (const x of g()) log(x)
}
