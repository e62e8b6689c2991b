// What suspends in the default of a parameter, and what it sees around it.
export async function main(log: (...values: unknown[]) => void) {
  const first = <T>(it: Iterator<T>) => it.next().value
  function made(b = 1) {
    return first(
      class {
        static *m({ a = first((function* (c = 2) { yield b + c })()) }: { a?: number } = {}) {
          yield a
        }
      }.m(),
    )
  }
  log(made(), made(10))

  function later(b = 1) {
    return async (wait = async () => { await null; return b }, again = class { static async n() { return (await wait()) + b } }) =>
      (await wait()) + (await again.n())
  }
  log(await later()(), await later(5)())

  for (const b of [1, 2]) {
    const each = function* (list = [function* () { yield b }, function* () { yield b * 2 }]) {
      for (const make of list) yield* make()
    }
    log([...each()].join())
  }
}
