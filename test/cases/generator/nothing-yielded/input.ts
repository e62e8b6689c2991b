// yield without operand, a generator without yield, an empty one.
function* bare(): any {
  return [yield, yield]
}
function* none() {
  return 'value'
}
function* empty() {}
export function main(log: (...values: unknown[]) => void) {
  const it = bare()
  log(it.next(), it.next(1), it.next(2))
  log(none().next(), [...none()], empty().next(), [...empty()])
}
