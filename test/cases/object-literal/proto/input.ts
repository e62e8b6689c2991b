// __proto__: v sets the prototype; beside computed keys and accessors, too.
export async function main(log: (...values: unknown[]) => void) {
  const base = { inherited: 'yes' }
  const a: any = { __proto__: await base, own: await 1 }
  log(a.inherited, Object.keys(a))
  const b: any = { [await 'k']: 1, __proto__: base, x: await 2 }
  log(b.inherited, Object.keys(b))
  const d: any = {
    __proto__: base,
    y: await 3,
    get g() {
      return this.inherited
    },
  }
  log(d.inherited, d.g)
  const e: any = { __proto__: null, z: await 4 }
  log(Object.getPrototypeOf(e))
}
