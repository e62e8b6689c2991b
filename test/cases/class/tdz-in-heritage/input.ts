// The class's own name is in its dead zone in heritage and keys.
export async function main(log: (...values: unknown[]) => void) {
  try {
    class C extends (await (() => C as any)()) {}
    log('no', C)
  } catch (error) {
    log(error)
  }
  const f = async () => {
    class D {
      static self = D
      m() {
        return D
      }
    }
    await null
    return D.self === D && new D().m() === D
  }
  log(await f())
}
