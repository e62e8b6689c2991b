// yield* hands on values and gives the delegate's return value.
function* inner(): any {
  const x = yield 1
  yield x * 2
  return 'inner result'
}
function* outer(log: any): any {
  yield 0
  log('result', yield* inner())
  return 'outer result'
}
export function main(log: (...values: unknown[]) => void) {
  const it = outer(log)
  log(it.next(), it.next(), it.next(21), it.next(), it.next())
}
