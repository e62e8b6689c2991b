// A tagged template in a generator that runs twice, and per function closure.
export function main(log: (...values: unknown[]) => void) {
  const seen: any[] = []
  const tag = (strings: TemplateStringsArray, ...values: any[]) => {
    seen.push(strings)
    return values
  }
  function* g(): any {
    while (true) log(tag`x${yield}y`)
  }
  const a = g(),
    b = g()
  a.next()
  a.next(1)
  a.next(2)
  b.next()
  b.next(3)
  log(
    seen.length,
    seen.every((s) => s === seen[0]),
  )
}
