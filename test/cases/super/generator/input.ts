// super in generator and async generator methods.
class Base {
  *list(): any {
    yield 'base'
  }
  async *later(): any {
    yield 'later base'
  }
  static *s(): any {
    yield 'static base'
  }
}
class Derived extends Base {
  override *list(): any {
    yield 'derived'
    yield* super.list()
    const f = () => super.list()
    yield* f()
  }
  override async *later(): any {
    yield* super.later()
    const f = async () => [...super.list()]
    yield await f()
  }
  static override *s(): any {
    yield* super.s()
    yield 'static derived'
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log([...new Derived().list()], [...Derived.s()])
  for await (const x of new Derived().later()) log(x)
}
