// The catch parameter belongs to its own turn.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (const x of [1, 2]) {
    try {
      throw x
    } catch (e: any) {
      readers.push(() => e)
      await null
      e = e * 10
    }
  }
  log(readers.map((read) => read()))
}
