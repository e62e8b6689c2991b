// An async arrow made before super() reads this after it.
class Base {
  name = 'base field'
}
class Derived extends Base {
  read: any
  constructor() {
    const later = async () => {
      await null
      return this.name
    }
    super()
    this.read = async () => [await later()]
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await new Derived().read())
}
