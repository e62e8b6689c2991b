// Async closures and generators as defaults.
export async function main(log: (...values: unknown[]) => void) {
  async function f(
    load = async () => {
      await null
      return 'loaded'
    },
    list = function* () {
      yield 1
      yield 2
    },
  ) {
    return [await load(), [...list()]]
  }
  log(await f(), load(f))
  function load(g: any) {
    return g.length
  }
}
