// super in static async methods and static fields' arrows.
class Base {
  static who() {
    return 'base ' + this.name
  }
}
class Derived extends Base {
  static async run() {
    await null
    return [super.who(), await (async () => super.who())()]
  }
  static arrow = async () => {
    await null
    return super.who()
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await Derived.run(), await Derived.arrow())
}
