// Methods that follow each other are defined together, in their order, whatever they are called.
export async function main(log: (...values: unknown[]) => void) {
  const key = 'computed'
  class Reader {
    async first() {
      return 'first'
    }
    /** hidden as the others */
    second(): string {
      return 'second'
    }
    toString() {
      return 'text'
    }
    ['__proto__']() {
      return 'prototype'
    }
    default() {
      return 'default'
    }
    'two words'() {
      return 'two words'
    }
    [key]() {
      return 'computed'
    }
    get size() {
      return 2
    }
    *items() {
      yield this.second()
    }
    second(): string {
      return 'second again'
    }
    static make() {
      return new this()
    }
    static async later() {
      return this.make()
    }
  }
  const reader: any = await Reader.later()
  log(Object.getOwnPropertyNames(Reader.prototype), Object.keys(Reader.prototype), Object.keys(Reader))
  log(await reader.first(), reader.second(), String(reader), reader.default(), reader['two words'](), reader.computed())
  log(reader.size, [...reader.items()], Object.getOwnPropertyDescriptor(Reader.prototype, '__proto__')!.value())
  for (const name of ['first', 'second', 'toString', '__proto__', 'items']) {
    const { value } = Object.getOwnPropertyDescriptor(Reader.prototype, name)!
    log(value.name, value.length)
  }
}
