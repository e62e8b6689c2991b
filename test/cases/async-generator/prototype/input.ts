// The prototype chain of async generator objects.
async function* g(): any {
  yield 1
}
export async function main(log: (...values: unknown[]) => void) {
  const it = g()
  log(
    it instanceof g,
    Object.getPrototypeOf(it) === g.prototype,
    it[Symbol.asyncIterator]() === it,
    it[Symbol.toStringTag],
  )
  const Prototype = Object.getPrototypeOf(g.prototype)
  log(
    Object.getOwnPropertyNames(Prototype)
      .filter((name) => name !== 'constructor')
      .sort(),
  )
  log(typeof Object.getPrototypeOf(Prototype)[Symbol.asyncIterator])
}
