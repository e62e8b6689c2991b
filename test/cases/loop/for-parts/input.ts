// Suspensions in each part of a for head, each part left out once.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    for (let i = yield 'init'; i < (yield 'test'); i += yield 'update') log('body', i)
    let j = 0
    for (; j < 2; j++) yield ['no init', j]
    for (let k = 0; ; k++) {
      if (k === 2) break
      yield ['no test', k]
    }
    for (let m = 0; m < 2;) {
      yield ['no update', m]
      m++
    }
    for (;;) {
      if (yield 'bare') break
    }
  }
  const it = g()
  const answers = [undefined, 0, 2, 1, 2, 1, 2]
  let n = 0
  for (let r = it.next(); !r.done; r = it.next(answers[++n] ?? n)) log('yielded', r.value)
}
