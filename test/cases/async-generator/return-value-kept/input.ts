// The value of return(v) survives awaits in finally, a return in finally replaces it.
export async function main(log: (...values: unknown[]) => void) {
  async function* keeps(): any {
    try {
      yield 1
    } finally {
      await 0
      await Promise.resolve('x')
    }
  }
  async function* replaces(): any {
    try {
      yield 1
    } finally {
      await 0
      return 'mine'
    }
  }
  async function* holds(): any {
    try {
      yield 1
    } finally {
      yield 'held'
    }
  }
  for (const g of [keeps, replaces, holds]) {
    const it = g()
    await it.next()
    log(await it.return(8), await it.next(), await it.next())
  }
}
