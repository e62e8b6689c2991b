// name and length are own, configurable and not writable.
export function main(log: (...values: unknown[]) => void) {
  async function f(a: any) {
    await a
  }
  function* g() {
    yield 1
  }
  for (const h of [f, g])
    for (const key of ['name', 'length']) {
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(h, key)!
      log(key, writable, enumerable, configurable)
    }
}
