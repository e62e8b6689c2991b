// super.x op= await, as read and as write.
class Base {
  get x() {
    return (this as any).value ?? 1
  }
  set x(v: any) {
    ;(this as any).value = v
  }
}
class Derived extends Base {
  async run(log: any) {
    super.x += await 5
    log(this.x)
    super.x ??= await 'never'
    log(super.x++, super.x)
    super[(await 'x') as 'x'] *= await 2
    log(this.x)
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await new Derived().run(log)
}
