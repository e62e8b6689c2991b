// ['__proto__'] and the shorthand __proto__ make an ordinary property.
export async function main(log: (...values: unknown[]) => void) {
  const base = { inherited: 'yes' }
  const a: any = { ['__proto__']: await base }
  log(a.inherited, Object.keys(a))
  const __proto__ = base
  const b: any = { __proto__, c: await 1 }
  log(b.inherited, Object.keys(b))
}
