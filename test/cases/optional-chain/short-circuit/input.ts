// The short circuit covers links, arguments and keys that suspend.
export async function main(log: (...values: unknown[]) => void) {
  const nothing: any = null
  log(
    nothing?.[await log('never')],
    nothing?.x(await log('never')),
    nothing?.x.y[await log('never')].z(await log('never')),
  )
  log(nothing?.(await log('never')), nothing?.a?.[await log('never')]?.(await log('never')))
  const o: any = { a: { b: (x: any) => ({ c: [x] }) } }
  log(
    o?.a?.b?.(await 1)?.c?.[await 0],
    o?.[await 'a']?.[await 'missing']?.(await log('never')),
    o.missing?.[await log('never')],
  )
  log((await o)?.a?.b(await 2).c, (await nothing)?.a.b)
}
