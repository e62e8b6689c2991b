// The prototype property of a generator function: there, without constructor, writable.
function* g(): any {
  yield 1
}
export function main(log: (...values: unknown[]) => void) {
  log('prototype' in g, Object.prototype.hasOwnProperty.call(g.prototype, 'constructor'))
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(g, 'prototype')!
  log(writable, enumerable, configurable)
}
