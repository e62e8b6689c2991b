// One var, many declarations and heads.
export async function main(log: (...values: unknown[]) => void) {
  var x: any = 'start'
  for (var x: any = 0; x < 2; x++) await null
  log(x)
  for (var x of ['of'] as any) await null
  log(x)
  for (var x in { in: 1 } as any) await null
  log(x)
  if (true) {
    var x: any = await 'block'
  }
  {
    var x: any
  }
  log(x)
}
