// A generator method is no constructor; the prototype of a generator function has no constructor either.
function* g(): any {
  yield 1
}
const object = { *method() {} }
export function main(log: (...values: unknown[]) => void) {
  for (const f of [object.method] as any[]) {
    try {
      new f()
      log('made')
    } catch (error) {
      log(error instanceof TypeError)
    }
  }
  log('prototype' in g, Object.prototype.hasOwnProperty.call(g.prototype, 'constructor'))
}
