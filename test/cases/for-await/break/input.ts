// break, return and an outer continue close the iterator and await its return.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(name: string) {
    try {
      for (let i = 0; i < 3; i++) yield i
    } finally {
      await null
      log(name, 'closed')
    }
  }
  for await (const x of g('break')) {
    log(x)
    break
  }
  const f = async () => {
    for await (const x of g('return')) return ['returned', x]
  }
  log(await f())
  outer: for (const y of [1, 2])
    for await (const x of g('continue')) {
      log(y, x)
      continue outer
    }
  for await (const x of g('end')) log(x)
}
