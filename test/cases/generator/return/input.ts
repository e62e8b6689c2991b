// return(v) runs the finally blocks around the yield, and no catch.
function* g(log: any): any {
  try {
    try {
      yield 1
    } catch {
      log('never')
    } finally {
      log('inner')
    }
  } finally {
    log('outer')
  }
}
export function main(log: (...values: unknown[]) => void) {
  const it = g(log)
  it.next()
  log(it.return('r'), it.next(), it.return('again'))
}
