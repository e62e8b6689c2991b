// Static private methods, and a brand check after a suspension.
class C {
  static async #secret(x: any) {
    await null
    return ['secret', x]
  }
  static async run() {
    return C.#secret(await 'x')
  }
  #brand = true
  static async is(x: any) {
    await null
    return #brand in x
  }
  async read(other: any) {
    await null
    return other.#brand
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await C.run(), await C.is(new C()), await C.is({}))
  try {
    await new C().read({})
  } catch (error) {
    log(error)
  }
}
