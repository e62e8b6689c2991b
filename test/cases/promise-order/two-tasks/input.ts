// Two async functions take turns at each await.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (name: string) => {
    for (let i = 0; i < 4; i++) {
      log(name, i)
      await null
    }
    return name
  }
  log(await Promise.all([f('a'), f('b'), f('c')]))
}
