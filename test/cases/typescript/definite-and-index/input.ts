// Definite assignment, index signatures, tuple types, unique symbols, const assertions.
export async function main(log: (...values: unknown[]) => void) {
  let later!: string
  const set = async () => {
    await null
    later = 'set'
  }
  await set()
  const tuple = [await 1, 'two'] as const
  const table: { [key: string]: number } = { ['a' as string]: await 3 }
  const unique: unique symbol = Symbol('u')
  const o = { [unique]: await 'symbol value' } as const
  log(later, tuple, table, o[unique])
}
