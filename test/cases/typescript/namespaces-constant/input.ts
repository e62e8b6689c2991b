// Namespaces that export constants and functions only: all that Babel knows of them.
namespace Space {
  let counter = 1
  export async function bump() {
    await null
    counter++
    return counter
  }
  export const later = async () => {
    await null
    return counter
  }
  export function* list() {
    yield counter
    counter += 10
    yield counter
  }
  export namespace Inner {
    export async function f() {
      counter += await 5
      return counter
    }
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await Space.bump(), await Space.later(), [...Space.list()], await Space.Inner.f())
}
