// Each turn of a for has its own copy, made before the update.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (let i = 0; i < 3; i++) {
    await null
    readers.push(() => i)
  }
  for (let i = 10; i < 12; i++) {
    readers.push(() => i)
    await null
  }
  log(readers.map((read) => read()))
}
