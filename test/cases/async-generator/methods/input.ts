// Methods, static methods, computed names, arrow inside.
const key = 'computed'
const object = {
  tag: 'object',
  async *plain() {
    yield this.tag
  },
  async *[key]() {
    yield await 'computed'
  },
  async *[Symbol.asyncIterator](): any {
    yield 1
    yield 2
  },
}
class C {
  static async *make() {
    yield 'static'
  }
  async *each(n: number) {
    for (let i = 0; i < n; i++) yield i
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const collect = async (source: any) => {
    const all = []
    for await (const x of source) all.push(x)
    return all
  }
  log(
    await collect(object.plain()),
    await collect(object.computed()),
    await collect(object),
    await collect(C.make()),
    await collect(new C().each(3)),
  )
}
