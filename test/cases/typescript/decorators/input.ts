// Standard decorators on classes with suspending methods.
const seen: any[] = []
function mark(value: any, context: any) {
  seen.push(context.kind + ' ' + String(context.name))
  return value
}
const wrap = (name: string) => (method: any, _: any) =>
  async function (this: any, ...args: any[]) {
    return [name, await method.apply(this, args)]
  }
@mark
class Service {
  base = 10
  @wrap('outer') @wrap('inner') async load(n: number) {
    await null
    return this.base + n
  }
  @mark *list() {
    yield this.base
  }
  @mark static async make() {
    await null
    return new Service()
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const service = await Service.make()
  log(await service.load(5), [...service.list()], seen)
}
