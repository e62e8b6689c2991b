// Async generators that feed each other; break closes all of them.
export async function main(log: (...values: unknown[]) => void) {
  async function* source(): any {
    try {
      for (let i = 0; ; i++) yield i
    } finally {
      log('source closed')
    }
  }
  async function* map(it: any, f: any): any {
    try {
      for await (const x of it) yield f(x)
    } finally {
      log('map closed')
    }
  }
  async function* take(it: any, n: number): any {
    for await (const x of it) {
      if (n-- === 0) return 'full'
      yield x
    }
  }
  for await (const x of take(
    map(source(), async (n: number) => n * n),
    3,
  ))
    log(x)
}
