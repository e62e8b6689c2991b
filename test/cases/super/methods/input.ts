// super calls, reads and writes with suspensions.
class Base {
  base = 'field'
  m(...args: any[]) {
    return ['base m', (this as any).name, ...args]
  }
  get g() {
    return 'getter of ' + (this as any).name
  }
  set s(v: any) {
    ;(this as any).written = v
  }
}
class Derived extends Base {
  name = 'derived'
  async run(log: any) {
    log(super.m(await 1, await 2))
    log(super[(await 'm') as 'm'](3))
    super.s = await 'value'
    log((this as any).written)
    const arrow = async () => {
      await null
      return super.m('arrow')
    }
    log(await arrow())
    const nested = () => () => super.m('nested')
    log(nested()())
    super.m = (await 'shadow') as any
    log(this.m)
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await new Derived().run(log)
}
