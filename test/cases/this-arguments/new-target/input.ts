// new.target is undefined in async functions and generators, that of the constructor in their arrows.
export async function main(log: (...values: unknown[]) => void) {
  async function f() {
    await null
    return new.target
  }
  function* g(): any {
    yield new.target
    yield (() => new.target)()
  }
  class C {
    result: any
    constructor() {
      const arrow = async () => {
        await null
        return new.target === C
      }
      this.result = arrow()
    }
  }
  log(await f(), [...g()], await new C().result)
  function Old(this: any) {
    const arrow = async () => {
      await null
      return new.target
    }
    this.result = arrow()
  }
  log((await new (Old as any)().result) === Old)
}
