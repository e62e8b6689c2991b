// What a generator returns may be an object with accessors or methods, a function, a class.
export function main(log: (...values: unknown[]) => void) {
  function* object(key: string) {
    yield 1
    return {
      [key]: 1,
      get b() {
        return 2
      },
      c() {
        return 3
      },
    }
  }
  function* made(key: string): Generator<any, any> {
    try {
      yield 1
      if (key === 'class')
        return class {
          static value = key
        }
      return () => key
    } finally {
      log('finally')
    }
  }
  const end = (generator: Generator<any, any>) => (generator.next(), generator.next().value)
  const value = end(object('k'))
  log(value.k, value.b, value.c())
  log(end(made('class')).value, end(made('arrow'))())
}
