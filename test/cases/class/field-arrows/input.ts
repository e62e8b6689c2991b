// Async arrows in fields capture their instance.
class C {
  name = 'instance'
  later = async (x: number) => {
    await null
    return [this.name, x]
  }
  static tag = 'static'
  static later = async () => {
    await null
    return this.tag
  }
  static list = function* (this: any) {
    yield 1
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const { later } = new C()
  log(await later(1), await C.later(), [...C.list()])
}
