// Members, patterns and suspensions in the head.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    const object: any = {}
    let x: any
    for (x in yield 'object') log(x)
    for (object.key in { a: 1 }) yield object.key
    for (object[yield 'name'] in { b: 1, c: 1 }) log(Object.keys(object))
    for (const [first, second = yield 'default'] in { xy: 1, z: 1 } as any) log(first, second)
    for (var v in { last: 1 }) yield v
    return v
  }
  const it = g()
  let r = it.next()
  for (let n = 0; !r.done; n++) {
    log('yielded', r.value)
    r = it.next(r.value === 'object' ? { p: 1 } : 's' + n)
  }
  log(r)
}
