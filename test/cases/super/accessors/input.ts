// Accessors read through super run with this.
class Base {
  get g() {
    return 'getter of ' + (this as any).name
  }
}
class Derived extends Base {
  name = 'derived'
  override get g() {
    return 'own'
  }
  async run(log: any) {
    log(super.g, super[(await 'g') as 'g'], this.g, await (async () => super.g)())
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await new Derived().run(log)
}
