// Each turn has its own binding.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  async function* g() {
    yield 1
    yield 2
    yield 3
  }
  for await (let x of g()) {
    readers.push(() => x)
    await null
    x *= 10
  }
  for await (const { y } of [{ y: 'a' }, { y: 'b' }]) readers.push(() => y)
  log(readers.map((read) => read()))
}
