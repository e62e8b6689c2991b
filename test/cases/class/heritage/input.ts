// An awaited heritage, evaluated before the computed keys.
export async function main(log: (...values: unknown[]) => void) {
  class Base {
    who() {
      return 'base'
    }
  }
  class Derived extends (await (log('heritage'), Base)) {
    [(log('key'), 'm')]() {
      return 'm'
    }
  }
  log(new Derived().who(), (new Derived() as any).m(), Derived.name, Object.getPrototypeOf(Derived) === Base)
  const Expression = class extends (await Base) {}
  log(new Expression().who())
  try {
    class Bad extends ((await 5) as any) {}
    log('no', Bad)
  } catch (error) {
    log(error)
  }
  class Null extends ((await null) as any) {
    static s = 1
  }
  log(Null.s)
}
