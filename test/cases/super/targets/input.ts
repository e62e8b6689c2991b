// `super.x` as a target: in a type assertion, a pattern, a loop.
class Base {
  private v = 1
  get value() {
    return this.v
  }
  set value(value: number) {
    this.v = value
  }
}
class Derived extends Base {
  plain() {
    ;(super.value as unknown) = 2
    ;(super.value as number)++
    ;[super.value] = [super.value * 2]
    ;({ a: super.value = 9, ...(super.value as unknown) } = { b: 1 } as any)
    return typeof super.value
  }
  async suspending() {
    ;(super.value as number) = await 3
    ;[super.value] = [super.value + (await 1)]
    ;({ a: super.value = await 9 } = {} as { a?: number })
    for (super.value of [super.value + 1, await 20]) await null
    const later = () => (super.value += 1)
    later()
    return super.value
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(new Derived().plain())
  log(await new Derived().suspending())
}
