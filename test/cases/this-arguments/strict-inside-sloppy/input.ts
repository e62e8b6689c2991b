// Functions in a class, or below a directive, are strict though the file is not: so is what is lowered of them.
class Host {
  async m() {
    async function inner(this: unknown) {
      return typeof this
    }
    function plain(this: unknown) {
      return typeof this
    }
    await null
    return [await inner(), plain()].join()
  }
}
function* sloppy(this: unknown): Generator<string> {
  yield typeof this
}
function directive() {
  'use strict'
  return function* (): Generator<string> {
    function plain(this: unknown) {
      return typeof this
    }
    yield plain()
  }
}
async function main(log: (...values: unknown[]) => void) {
  log(await new Host().m())
  log([...sloppy()].join())
  log([...directive()()].join())
}
