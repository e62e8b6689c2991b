// Assignment patterns with yields everywhere; the value of the expression is the right side.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const o: any = {}
    let a: any, rest: any
    const right = { k: 1, other: 2, third: 3 }
    const value = ({ [yield 'key']: o[yield 'target'] = yield 'never', a = yield 'default', ...rest } = right as any)
    log(o, a, rest, value === right)
    const list = [1, undefined, 3, 4]
    const same = ([o[yield 't0'], o.second = yield 'd1', ...o[yield 'rest']] = list)
    log(o, same === list)
  }
  const it = g()
  const answers: any = { key: 'k', target: 'T', default: 'D', t0: 'zero', d1: 'one', rest: 'more' }
  let r = it.next()
  while (!r.done) {
    log(r.value)
    r = it.next(answers[r.value])
  }
}
