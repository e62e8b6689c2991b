// A generator object inherits from its function's prototype.
function* g(): any {
  yield 1
}
g.prototype.hello = function () {
  return 'hello'
}
export function main(log: (...values: unknown[]) => void) {
  const it = g()
  log(it instanceof g, it.hello(), Object.getPrototypeOf(it) === g.prototype)
  log(Object.prototype.hasOwnProperty.call(it, 'next'), it[Symbol.iterator]() === it)
  log(String(it), it[Symbol.toStringTag])
  log(Object.getOwnPropertyNames(g.prototype).filter((name) => name !== 'hello'))
}
