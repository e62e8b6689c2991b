// Object and key are evaluated once, also with suspensions in them.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const o: any = { a: null, b: 1 }
    const get = () => {
      log('object')
      return o
    }
    log((get()[yield 'key'] ??= yield 'right'))
    log((get()[yield 'key2'] ||= yield 'never'))
    log((get()[(log('key'), 'b')] &&= yield 'right3'))
    return o
  }
  const it = g()
  const answers: any = { key: 'a', right: 'R', key2: 'b', right3: 'R3' }
  let r = it.next()
  while (!r.done) {
    log(r.value)
    r = it.next(answers[r.value])
  }
  log(r.value)
}
