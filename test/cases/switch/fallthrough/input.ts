// Falling through cases with awaits in bodies.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    const seen: any[] = []
    switch (n) {
      case 1:
        seen.push(await 'one')
      case 2:
        seen.push('two')
        break
      default:
        seen.push(await 'default')
      case 3:
        seen.push('three')
        await null
        break
      case 4: {
        await null
        return ['returned', seen]
      }
    }
    return seen
  }
  for (const n of [1, 2, 3, 4, 5]) log(n, await f(n))
}
