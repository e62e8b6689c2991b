// The finally has no suspension, the try has.
export async function main(log: (...values: unknown[]) => void) {
  let depth = 0
  const f = async (n: number): Promise<any> => {
    depth++
    try {
      return n ? await f(n - 1) : await depth
    } finally {
      depth--
    }
  }
  log(await f(5), depth)
}
