// Properties put on async functions and generators stay.
export async function main(log: (...values: unknown[]) => void) {
  async function f() {
    await null
    return (f as any).count++
  }
  ;(f as any).count = 5
  function* g(): any {
    yield (g as any).tag
  }
  ;(g as any).tag = 'tag'
  log(await f(), (f as any).count, [...g()], Object.keys(f), Object.keys(g))
}
