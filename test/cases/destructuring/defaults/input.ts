// Suspensions in defaults and keys of declared patterns; skipped when not needed.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const {
      a = yield 'a',
      [yield 'key']: b = yield 'b',
      c: { d = yield 'd' } = yield 'c',
      ...rest
    } = { k: 'from key', x: 1, y: 2 } as any
    const [e = yield 'e', , [f] = yield 'f', ...more] = [undefined, 'hole', undefined, 7, 8] as any
    return [a, b, d, rest, e, f, more]
  }
  const it = g()
  const answers: any = { a: 'A', key: 'k', c: {}, d: 'D', e: 'E', f: ['F'] }
  let r = it.next()
  while (!r.done) {
    log(r.value)
    r = it.next(answers[r.value])
  }
  log(r.value)
}
