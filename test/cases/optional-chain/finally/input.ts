// x?.finally(): alone, with more behind it, on what has effects, and where there is nothing.
export async function main(log: (...values: unknown[]) => void) {
  const some: any = Promise.resolve(1)
  const none: any = undefined
  const get = (value: any) => (log('get'), value)
  log(await some?.finally(() => log('done')))
  log(await none?.finally(log('never')))
  log(await get(some)?.finally(() => log('then')).then((value: number) => value + 1))
  log(await get(null)?.finally(log('never')).then.any.thing(log('never')))
  log(await get({ some })?.some?.finally(() => 0)?.then((value: number) => value)?.['constructor'])
  log(await get({ finally: (f: unknown) => ({ own: f }) })?.finally(3)?.own)
  try {
    none?.some.finally()
    get({})?.some.finally(() => 0)
  } catch (error) {
    log(error)
  }
}
