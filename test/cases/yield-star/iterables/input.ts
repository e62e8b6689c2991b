// Arrays, strings, sets, maps, own iterables and arguments.
export function main(log: (...values: unknown[]) => void) {
  function* g(...args: any[]): any {
    yield* [1, 2]
    yield* 'añ𝒳'
    yield* new Set([3])
    yield* new Map([['k', 'v']])
    yield* arguments as any
    yield* {
      *[Symbol.iterator]() {
        yield 'own'
      },
    }
    yield* []
    return args.length
  }
  for (const x of g('a1', 'a2')) log(x)
}
