// this, arguments and super in async generator methods.
class Base {
  async *list(): any {
    yield 'base'
  }
  name() {
    return 'base name'
  }
}
class Derived extends Base {
  async *list(...args: any[]): any {
    yield super.name()
    yield* super.list()
    yield [this.name(), arguments.length, args]
    const arrow = async () => super.name()
    yield arrow()
  }
  name() {
    return 'derived name'
  }
}
export async function main(log: (...values: unknown[]) => void) {
  for await (const x of new Derived().list(1, 2)) log(x)
}
