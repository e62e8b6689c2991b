// Accessors reached through super see the object, not the prototype.
class Base {
  protected items = [1]
  get all() {
    return this.items
  }
  set first(value: number) {
    this.items[0] = value
  }
}
class Derived extends Base {
  override get all() {
    return super.all.concat([2])
  }
  override set first(value: number) {
    super.first = value * 10
  }
  async later() {
    await null
    return super.all.length
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const derived = new Derived()
  log(derived.all)
  derived.first = 7
  log(derived.all, await derived.later(), new Derived().all)
}
