// Arguments left to right; earlier ones keep their values.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    let x = 1
    const f = (...args: any[]) => args
    return f(x, x++, yield 'a', x, (x = 10), yield 'b', x, [x], yield 'c')
  }
  const it = g()
  it.next()
  it.next('A')
  it.next('B')
  log(it.next('C').value)
}
