// super in arrows in async methods of an object literal.
const base = {
  m(x: any) {
    return ['base', x, (this as any)?.tag]
  },
}
const object: any = {
  __proto__: base,
  tag: 'o',
  async m(x: any) {
    const f = async () => super.m(await x)
    return f()
  },
  async n() {
    return [super.m(await 1), (await super.m).length]
  },
}
export async function main(log: (...values: unknown[]) => void) {
  log(await object.m('x'), await object.n())
}
