// Patterns with defaults in all kinds.
export async function main(log: (...values: unknown[]) => void) {
  const f = async ({ a, b: [c = 'c'] = [], ...rest }: any = { a: 'none' }, [d, , e]: any = 'xyz') => {
    await null
    return [a, c, rest, d, e]
  }
  log(await f(), await f({ a: 1, b: [2], z: 3 }, [4, 5, 6]))
  function* g({ length }: any, [...all]: any): any {
    yield length
    yield all
  }
  log([...g('four', new Set([1, 2]))])
  async function* h([a]: any = [1]): any {
    yield a
  }
  log((await h().next()).value)
}
