// Reads, writes, typeof and calls in the dead zone.
export async function main(log: (...values: unknown[]) => void) {
  const attempt = (f: any) => {
    try {
      log('value', f())
    } catch (error) {
      log(error)
    }
  }
  await null
  attempt(() => x)
  attempt(() => {
    x = 1
  })
  attempt(() => typeof x)
  attempt(() => f())
  attempt(() => new C())
  attempt(() => x++)
  let x: any = await 1
  const f = () => 'called'
  class C {}
  await null
  attempt(() => x)
  attempt(() => f())
  attempt(() => typeof new C())
}
