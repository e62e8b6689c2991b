// Operands to the left of a yield keep the value they had.
export function main(log: (...values: unknown[]) => void) {
  let x = 1
  function* g(): any {
    const sum = x + (yield 'a') + x
    const text = `${x}-${yield 'b'}-${x}`
    const list = [x, yield 'c', x]
    return [sum, text, list, x++ + (yield 'd') + x]
  }
  const it = g()
  it.next()
  for (const n of [10, 20, 30]) {
    x++
    it.next(n)
  }
  x = 100
  log(it.next(1).value)
}
