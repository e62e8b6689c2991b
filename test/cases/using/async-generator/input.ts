// await using in an async generator.
const res = (log: any, name: string) => ({
  async [Symbol.asyncDispose]() {
    log('start', name)
    await null
    log('end', name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    await using a = res(log, 'a')
    yield 1
    yield typeof a
  }
  for await (const x of g()) {
    log(x)
    break
  }
  for await (const x of g()) log(x)
}
