// this, arguments and default values in a generator.
export function main(log: (...values: unknown[]) => void) {
  function* g(this: any, a: any, b = 'default'): any {
    yield this.name
    yield arguments.length
    yield [a, b]
    yield [].slice.call(arguments)
  }
  log([...g.call({ name: 'receiver' }, 1)], [...g.call({ name: 'other' }, 1, 2, 3 as any)] as any)
}
