// Targets are evaluated before their value is read; members, computed keys and defaults that suspend.
export async function main(log: (...values: unknown[]) => void) {
  const t = (name: string, object: any = {}) => {
    log('target', name)
    return new Proxy(object, {
      set(_, key, value) {
        log('set', name, String(key), value)
        return true
      },
    })
  }
  const source = {
    get a() {
      log('get a')
      return undefined
    },
    get b() {
      log('get b')
      return 2
    },
  }
  ;({ a: t('x')[await 'k'], b: t('y').m } = source as any)
  ;({ a: t('z')[await (log('key'), 'k2')] = await (log('default'), 'd') } = source as any)
  ;[t('p')[await 0], t('q').n = await 5] = [1] as any
}
