// Each part is evaluated once.
export function main(log: (...values: unknown[]) => void) {
  function* g(o: any): any {
    return o()?.[yield 'key']?.(yield 'argument', yield 'second')?.end
  }
  const drive = (o: any) => {
    const it = g(() => {
      log('object')
      return o
    })
    let r = it.next()
    for (const v of ['k', 'x', 'y']) {
      if (r.done) break
      log(r.value)
      r = it.next(v)
    }
    log(r)
  }
  drive({ k: (...args: any[]) => ({ end: args }) })
  drive({
    get k() {
      log('get k')
      return null
    },
  })
  drive(undefined)
}
