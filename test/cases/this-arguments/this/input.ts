// this in functions, methods and arrows, before and after a suspension.
export async function main(log: (...values: unknown[]) => void) {
  async function f(this: any) {
    const before = this
    await null
    return [before === this, this === undefined ? 'undefined' : this]
  }
  log(await f(), await f.call(1), await f.call('text'), await f.call(null), (await f.call({ a: 1 }))[0])
  const o = {
    name: 'o',
    async m() {
      const arrow = async () => {
        await null
        return this.name
      }
      return [await arrow(), (() => this.name)()]
    },
    *g(): any {
      yield this.name
      yield (() => this.name)()
    },
  }
  log(await o.m(), [...o.g()])
}
