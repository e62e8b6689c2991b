// Heads that declare, assign, destructure, with suspensions in them.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const object: any = {}
    let x: any, y: any
    for (x of yield 'iterable') log('x', x)
    for (object.member of [1]) log(yield object.member)
    for (object[yield 'key'] of ['a', 'b']) log(Object.keys(object))
    for ([x, y = yield 'default'] of [[1, 2], [3]] as any) log(x, y)
    for (const { z = yield 'z default' } of [{ z: 1 }, {}] as any) log(z)
    for (var v of [1, 2]) yield v
    return v
  }
  const it = g()
  let r = it.next()
  for (let n = 0; !r.done; n++) {
    log('yielded', r.value)
    r = it.next(r.value === 'iterable' ? ['p', 'q'] : 's' + n)
  }
  log(r)
}
