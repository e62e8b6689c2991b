// A yield belongs to its own generator; generators in generators, closures that read locals.
export function main(log: (...values: unknown[]) => void) {
  function* outer(n: number): any {
    function* inner(): any {
      yield n
      n++
      yield n
    }
    const read = () => n
    for (const x of inner()) yield ['inner', x, read()]
    const arrow = (
      f = function* () {
        yield 'in default'
      },
    ) => [...f()]
    yield arrow()
    yield read()
  }
  for (const x of outer(5)) log(x)
}
