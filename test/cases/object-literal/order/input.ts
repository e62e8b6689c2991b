// Keys and values left to right, computed keys coerced at once.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const key = (name: string) =>
      ({
        toString() {
          log('toString', name)
          return name
        },
      }) as any
    return {
      a: log('a'),
      [key('k1')]: yield 'v1',
      b: yield 'b',
      [yield 'k2']: log('v2'),
      ...(yield 'spread'),
      7: yield 'seven',
      'quoted key': log('q'),
    }
  }
  const it = g()
  const answers: any = { v1: 1, b: 2, k2: 'K2', spread: { s: 3, a: 'overwritten' }, seven: 7 }
  let r = it.next()
  while (!r.done) {
    log(r.value)
    r = it.next(answers[r.value])
  }
  log(r.value)
}
