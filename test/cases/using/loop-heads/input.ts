// using in the heads of for, for-of and for await.
const res = (log: any, name: any) => ({
  name,
  [Symbol.dispose]() {
    log('dispose', name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  for (using x of [res(log, 1), res(log, 2)]) {
    await null
    log('body', x.name)
  }
  for (await using x of [res(log, 3)]) log('body', x.name)
  async function* g() {
    yield res(log, 4)
    yield res(log, 5)
  }
  for await (using x of g()) {
    log('body', x.name)
    await null
  }
  for (using x = res(log, 6), y = res(log, 7); ;) {
    await null
    log('once', x.name, y.name)
    break
  }
}
