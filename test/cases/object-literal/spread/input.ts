// Spreads copy before the later suspension, getters run then.
export async function main(log: (...values: unknown[]) => void) {
  const source: any = {
    a: 1,
    get b() {
      log('getter')
      return 2
    },
  }
  const change = async () => {
    log('change')
    source.a = 100
    source.c = 'new'
    return 'value'
  }
  log({ ...source, k: await change() })
  log({ k: await 1, ...source, a: await 'last' })
  log({ ...((await null) as any), ...((await 'ab') as any), ...[await 'x'] })
  log({ a: 0, ...{ a: await 1 }, a2: await 2 })
}
