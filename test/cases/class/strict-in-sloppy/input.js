// The code of a class is strict, also in a sloppy script.
async function main(log) {
  class C {
    plain() {
      return this
    }
    async waits() {
      await null
      try {
        undeclared = 1
      } catch (error) {
        log('waits', error)
      }
    }
    *yields() {
      yield this
    }
    static writes() {
      try {
        undeclared = 1
      } catch (error) {
        log('writes', error)
      }
    }
  }
  const { plain, yields } = new C()
  log(plain() === undefined, yields().next().value === undefined)
  await new C().waits()
  C.writes()
  for (const fn of [new C().plain, new C().waits, new C().yields, C.writes])
    log(Object.hasOwn(fn, 'caller'), Object.hasOwn(fn, 'arguments'))
  const sloppy = function () {
    return this === globalThis
  }
  log(sloppy())
}
