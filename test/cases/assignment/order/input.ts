// Object, key, value: evaluated left to right, the key coerced once.
export async function main(log: (...values: unknown[]) => void) {
  const object = () => {
    log('object')
    return new Proxy({} as any, {
      set(_, key, value) {
        log('set', String(key), value)
        return true
      },
      get(_, key) {
        log('get', String(key))
        return 5
      },
    })
  }
  const key = () => {
    log('key')
    return 'k'
  }
  object()[key()] = await (log('value'), 1)
  object()[await key()] = (log('value'), 2)
  object()[key()] += await (log('value'), 3)
  object()[await key()] **= await (log('value'), 2)
  object().plain = await 4
}
