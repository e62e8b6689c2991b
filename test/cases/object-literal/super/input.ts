// Methods of a literal that suspends keep super.
export async function main(log: (...values: unknown[]) => void) {
  const base = {
    hello() {
      return 'base hello of ' + (this as any).name
    },
  }
  const o: any = {
    __proto__: base,
    name: await 'o',
    hello() {
      return 'derived, ' + super.hello()
    },
    async later() {
      await null
      return super.hello()
    },
    *list(): any {
      yield super.hello()
      const arrow = () => super.hello()
      yield arrow()
    },
    async *both(): any {
      yield super.hello()
    },
    get g() {
      return super.hello()
    },
  }
  log(o.hello(), await o.later(), [...o.list()], (await o.both().next()).value, o.g)
}
