// Blocks inside a turn make fresh bindings each time they are entered.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (const x of [1, 2]) {
    {
      let inner = x * 10
      readers.push(() => inner++)
      await null
    }
    {
      let inner = x * 100
      await null
      readers.push(() => inner)
    }
  }
  log(
    readers.map((read) => read()),
    readers.map((read) => read()),
  )
}
