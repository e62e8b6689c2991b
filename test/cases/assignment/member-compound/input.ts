// a.v += await f() writes to the object of before.
export async function main(log: (...values: unknown[]) => void) {
  let a: any = { name: 'first', v: 1 }
  const first = a
  const f = async () => {
    first.v = 50
    a = { name: 'second', v: 1000 }
    return 10
  }
  a.v += await f()
  log(first, a)
  let o: any = first
  o[await 'v'] *= await ((o = null), 2)
  log(first)
  o = first
  o.v = await ((o = { name: 'third' }), 'written')
  log(first, o)
}
