// as, !, satisfies and <T> do not hide what they wrap.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = {
    name: 'o',
    m(this: any, x: any) {
      return [this?.name, x]
    },
  }
  log(
    (o as any).m(await 1),
    o!.m!(await 2),
    (<any>o).m(await 3),
    (o satisfies any).m(await 4),
    (o.m as any)(await 5),
    o.m!(await 6),
    (<any>o.m)(await 7),
  )
  let x: any = {}
  ;(x as any).a = await 1
  ;(x!.b as any) = await 2
  ;(<any>x).c += await 'c'
  ;[(x as any).d, x!.e] = [await 3, await 4]
  log(x, (await (o as any))!.name, (o as any)?.m?.(await 8), delete (x as any)[await 'a'], typeof (undefined as any))
  for ((x as any).f of [1]) await null
  ;(x.f as any)++
  log(x.f)
}
