// Defaults see earlier parameters, this and arguments; they run in order at the call.
export async function main(log: (...values: unknown[]) => void) {
  async function f(this: any, a: any, b = a + 1, c = () => [a, b], d = this?.name, e = arguments.length) {
    a = 'changed'
    await null
    return [a, b, c(), d, e]
  }
  log(await f.call({ name: 'receiver' }, 1), await f(1, undefined, undefined, null))
  function* g(a = log('a'), b = log('b')): any {
    yield [a, b]
  }
  const it = g()
  log('called')
  log(it.next().value)
}
