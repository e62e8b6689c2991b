// Defaults and patterns run at the call, the body at the first next.
export function main(log: (...values: unknown[]) => void) {
  function* g(a = log('default'), { b } = { b: log('pattern') }): any {
    log('body')
    yield [a, b]
  }
  const it = g()
  log('called')
  log(it.next())
  function* bad({ x }: any): any {
    yield x
  }
  try {
    bad(null)
    log('no')
  } catch (error) {
    log(error)
  }
  function* worse(
    a = (() => {
      throw new Error('default')
    })(),
  ): any {
    yield a
  }
  try {
    worse()
    log('no')
  } catch (error) {
    log(error)
  }
}
