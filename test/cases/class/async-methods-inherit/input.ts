// Overridden async and generator methods that call each other.
class A {
  async f() {
    await null
    return 'A.f'
  }
  *g(): any {
    yield 'A.g'
  }
  async both() {
    return (await this.f()) + [...this.g()]
  }
}
class B extends A {
  override async f() {
    return 'B.f>' + (await super.f())
  }
  override *g(): any {
    yield 'B.g'
    yield* super.g()
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await new A().both(), await new B().both())
}
