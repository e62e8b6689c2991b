// var is there from the start, undefined, for the whole function.
export async function main(log: (...values: unknown[]) => void) {
  log(x, typeof y)
  if (await true) {
    var x: any = 'x'
  }
  for (var y: any = 0; y < 1; y++) await null
  log(x, y)
  try {
    throw 1
  } catch {
    var z: any = await 'z'
  }
  log(z, w)
  await null
  var w: any
  log(typeof later, (() => later)())
  var later: any = 1
}
