// delete through a chain: deletes or gives true, without reading.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = {
    a: {
      b: 1,
      get c() {
        log('read')
        return 1
      },
    },
  }
  const nothing: any = undefined
  log(delete o?.a?.[await 'b'], Object.keys(o.a), delete o?.a[await 'c'], Object.keys(o.a))
  log(delete nothing?.[await log('never')], delete (await o)?.a, o)
}
