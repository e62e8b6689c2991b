// yield in positions where one rarely sees it.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const a = yield yield yield 1
    const b = [yield, yield]
    const c = { [yield 'key']: yield 'value' }
    const d = (yield 'cond') ? yield 'then' : yield 'else'
    if (yield 'if') log('if')
    else log('else')
    switch (yield 'switch') {
      case yield 'case':
        log('case')
        break
      default:
        log('default')
    }
    throw yield [a, b, c, d]
  }
  const it = g()
  let n = 0
  try {
    for (let r = it.next(); ; r = it.next(n++)) log(r)
  } catch (thrown) {
    log('thrown', thrown)
  }
}
