// new on a generator function is a TypeError, also for a generator method.
function* g(): any {
  yield 1
}
const object = { *method() {} }
export function main(log: (...values: unknown[]) => void) {
  for (const f of [g, object.method] as any[]) {
    try {
      new f()
      log('made')
    } catch (error) {
      log(error instanceof TypeError)
    }
  }
  log('prototype' in g, 'prototype' in object.method, Object.prototype.hasOwnProperty.call(g.prototype, 'constructor'))
}
