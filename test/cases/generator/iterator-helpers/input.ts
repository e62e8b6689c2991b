// A generator inherits what the engine gives to all iterators.
function* g() {
  yield 1
  yield 2
  yield 3
}
export function main(log: (...values: unknown[]) => void) {
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
  log(IteratorPrototype.isPrototypeOf(g()))
  IteratorPrototype.probe = function () {
    return 'probe'
  }
  log((g() as any).probe())
  delete IteratorPrototype.probe
}
