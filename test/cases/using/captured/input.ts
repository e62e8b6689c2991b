// The resource is captured by a closure and used after a suspension.
const res = (log: any, name: any) => ({
  name,
  open: true,
  [Symbol.dispose]() {
    this.open = false
    log('dispose', name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  let read: any
  {
    using r = res(log, 'r')
    read = () => [r.name, r.open]
    await null
    log(read())
  }
  log(read())
  const f = async () => {
    using a = res(log, 'a')
    const b = await a.name
    using c = res(log, b + 'c')
    return [a.open, c.open]
  }
  log(await f())
}
