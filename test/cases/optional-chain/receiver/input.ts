// An optional call keeps its receiver, also in parentheses.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = {
    name: 'o',
    m(x: any) {
      return [this?.name, x]
    },
  }
  log(
    o?.m(await 1),
    o.m?.(await 2),
    o?.m?.(await 3),
    (o?.m)(await 4),
    o.m?.(await 5),
    o?.[await 'm'](6),
    (await o)?.m?.(7),
  )
  log((o?.[await 'm'])(await 8))
}
