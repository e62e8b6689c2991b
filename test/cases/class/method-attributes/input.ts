// Methods do not show in for-in or Object.keys, whatever they are called, and know their names.
export function main(log: (...values: unknown[]) => void) {
  const symbol = Symbol('tag')
  class Reader {
    *lines() {
      yield 1
    }
    async read() {
      return 1
    }
    plain() {}
    ['com' + 'puted']() {}
    async *[symbol]() {}
    7() {}
    static name() {
      return 'static name'
    }
    static async *all() {}
  }
  const keys: string[] = []
  for (const key in new Reader()) keys.push(key)
  log(keys, Object.keys(Reader), Object.getOwnPropertyNames(Reader.prototype).sort())
  log(Reader.name())
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Reader.prototype, 'lines')!
  log(writable, enumerable, configurable)
  log(
    Reader.prototype.lines.name,
    (Reader.prototype as any).computed.name,
    Reader.prototype[symbol].name,
    Reader.prototype[7].name,
  )

  // A class with a method called `name` does not take the name of its variable.
  const [
    Named = class {
      static name() {}
    },
  ]: any[] = []
  log(typeof Named.name)
}
