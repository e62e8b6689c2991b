// Closures over variables of a case block, in a loop.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (const x of [0, 1])
    switch (x) {
      case 0: {
        await null
      }
      case 1:
        let y: any = await (x + 5)
        readers.push(() => y)
    }
  log(readers.map((read) => read()))
}
