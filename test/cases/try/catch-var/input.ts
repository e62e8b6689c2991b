// var of the same name in a catch writes the parameter.
export async function main(log: (...values: unknown[]) => void) {
  try {
    throw 'error'
  } catch (e: any) {
    var e: any = await 'assigned'
    log(e)
  }
  log(e)
}
