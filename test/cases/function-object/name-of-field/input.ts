// Names of functions in class fields and private methods.
const s = Symbol('field')
class C {
  arrow = async () => {
    await null
  }
  static still = async function () {
    await null
  };
  [s] = function* () {
    yield 1
  }
  #private = async () => {
    await null
  }
  async #method() {
    await null
  }
  names() {
    return [this.arrow.name, C.still.name, this[s].name, this.#private.name, this.#method.name]
  }
}
export function main(log: (...values: unknown[]) => void) {
  log(new C().names())
}
