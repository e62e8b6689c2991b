// The objects behind every generator.
export function main(log: (...values: unknown[]) => void) {
  const GeneratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()))
  log(
    Object.getOwnPropertyNames(GeneratorPrototype)
      .filter((name) => name !== 'constructor')
      .sort(),
  )
  log(
    GeneratorPrototype.next.name,
    GeneratorPrototype.next.length,
    GeneratorPrototype.throw.length,
    GeneratorPrototype.return.length,
  )
  log(GeneratorPrototype[Symbol.toStringTag])
  for (const method of ['next', 'throw', 'return']) {
    try {
      GeneratorPrototype[method].call({})
      log('no')
    } catch (error) {
      log(method, error)
    }
  }
}
