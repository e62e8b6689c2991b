// A delegate whose throw ends normally: its value is the result of yield*.
export function main(log: (...values: unknown[]) => void) {
  function* inner(): any {
    try {
      yield 1
    } catch {
      return 'swallowed'
    }
  }
  function* outer(): any {
    log('result', yield* inner())
    yield 'on'
  }
  const it = outer()
  log(it.next(), it.throw('t'), it.next())
}
