// null and undefined have no keys; the expression is still evaluated.
export async function main(log: (...values: unknown[]) => void) {
  for (const key in null as any) log('never', await key)
  for (const key in undefined as any) log('never', await key)
  for (const key in (log('evaluated'), await null) as any) log('never', key)
  for (const key in 5 as any) log('never', await key)
  log('end')
}
