// `constructor` of suspending functions is their own, and makes functions from text as the engine does.
export async function main(log: (...values: unknown[]) => void) {
  const AsyncFunction: any = (async () => {}).constructor
  const GeneratorFunction: any = function* () {}.constructor
  const AsyncGeneratorFunction: any = async function* () {}.constructor
  for (const Maker of [AsyncFunction, GeneratorFunction, AsyncGeneratorFunction]) {
    log(Maker.name, Maker.length, Maker === Function, Object.getPrototypeOf(Maker) === Function)
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Maker.prototype, 'constructor')!
    log(writable, enumerable, configurable, Maker.prototype[Symbol.toStringTag])
  }
  log(await new AsyncFunction('a', 'return (await a) + 1')(1), [...GeneratorFunction('a, b', 'yield a; yield b')(1, 2)])
  const made = AsyncGeneratorFunction('yield await 1')
  log(made instanceof AsyncGeneratorFunction, await made().next())
  class Mine extends GeneratorFunction {
    all() {
      return [...(this as any)()]
    }
  }
  const mine = new (Mine as any)('yield 3')
  log(mine instanceof Mine, mine instanceof GeneratorFunction, mine.all())

  const names = (prototype: any) => ['next', 'return', 'throw'].map((name) => prototype[name].name)
  log(names(GeneratorFunction.prototype.prototype), names(AsyncGeneratorFunction.prototype.prototype))
  const asyncIterator = Object.getPrototypeOf(AsyncGeneratorFunction.prototype.prototype)
  log(asyncIterator[Symbol.asyncIterator].name)
}
