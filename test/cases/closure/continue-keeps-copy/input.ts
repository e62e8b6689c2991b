// continue and labels also copy the variable.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  outer: for (let i = 0; i < 3; i++) {
    readers.push(() => i)
    for (let j = 0; j < 2; j++) {
      readers.push(() => [i, j])
      await null
      if (i === 1) continue outer
    }
  }
  log(readers.map((read) => read()))
}
