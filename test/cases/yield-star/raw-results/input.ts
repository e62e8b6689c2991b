// Result objects of the delegate pass through untouched: same object, value not read.
export function main(log: (...values: unknown[]) => void) {
  const results: any[] = [
    {
      get value() {
        log('value read')
        return 1
      },
      done: false,
      extra: 'x',
    },
    { value: 'end', done: true },
  ]
  let i = 0
  const source = { [Symbol.iterator]: () => ({ next: () => results[i++] }) }
  function* g(): any {
    log('result', yield* source)
  }
  const it = g()
  const first: any = it.next()
  log(first === results[0], first.extra)
  log(it.next())
}
