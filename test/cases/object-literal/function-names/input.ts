// Functions in a literal that suspends get their names.
export async function main(log: (...values: unknown[]) => void) {
  const s = Symbol('sym')
  const o: any = {
    a: () => 1,
    [await 'b']: () => 2,
    c: async () => {},
    d: class {},
    [await s]: function* () {},
    e: await 5,
    async f() {},
    [s.toString() + (await '!')]: async function* () {},
  }
  log(
    o.a.name,
    o.b.name,
    o.c.name,
    o.d.name,
    o[s].name,
    o.f.name,
    Object.keys(o).map((k) => o[k].name),
  )
}
