// Case tests are evaluated in order, only as far as needed, and may suspend.
export function main(log: (...values: unknown[]) => void) {
  function* g(value: any): any {
    switch (yield 'subject') {
      case yield 'first':
        log('in first')
      case (log('second evaluated'), 'second'):
        log('in second')
        break
      default:
        log('in default')
      case yield 'third':
        log('in third')
    }
    return value
  }
  const drive = (...answers: any[]) => {
    const it = g(answers)
    it.next()
    for (const a of answers) log(it.next(a))
  }
  drive('x', 'x')
  drive('second', 'x')
  drive('y', 'x', 'y')
  drive('z', 'x', 'w')
}
