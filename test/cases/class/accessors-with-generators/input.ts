// Accessors that give generators and async closures.
class C {
  #list = [1, 2]
  get each() {
    const list = this.#list
    return (function* () {
      yield* list
    })()
  }
  get load() {
    return async () => {
      await null
      return this.#list.length
    }
  }
  static get [Symbol.species]() {
    return null
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log([...new C().each], await new C().load())
}
