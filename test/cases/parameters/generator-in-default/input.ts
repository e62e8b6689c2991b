// A generator in the default of a parameter of a plain function: its step cannot stand in the body.
export function main(log: (...values: unknown[]) => unknown) {
  const plain = (a: number, b = [...(function* () { yield a; yield a + 1 })()]) => b.length + a
  log(plain(2))
  function named(a: number, { b = (function* () { log(a); yield a * 2 })().next().value } = {} as { b?: number }) {
    return b
  }
  log(named(3), named(4, { b: 1 }))
  class Host {
    get(a: number, f = () => { const all: number[] = []; for (const x of (function* () { yield a; yield a })()) all.push(x); return all }) {
      return f().join()
    }
  }
  log(new Host().get(5))
}
