// Keys are strings, own first, then inherited; symbols and hidden ones are left out.
export async function main(log: (...values: unknown[]) => void) {
  const base = { inherited: 1, shared: 1 }
  const object: any = Object.create(base, { hidden: { value: 1, enumerable: false } })
  Object.assign(object, { own: 1, shared: 2, 10: 'ten', 2: 'two', [Symbol('s')]: 1 })
  for (const key in object) log(typeof key, await key)
  for (const key in ['a', 'b']) log(await key)
  for (const key in 'xy' as any) log(await key)
}
