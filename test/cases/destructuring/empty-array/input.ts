// An empty array pattern gets an iterator, takes nothing and closes it.
const source = (log: any) => ({
  [Symbol.iterator]: () => ({ next: () => log('next'), return: () => (log('return'), {}) }),
})
export async function main(log: (...values: unknown[]) => void) {
  const [] = (await source(log)) as any
  ;[] = source(await log) as any
  try {
    const [] = (await {}) as any
  } catch (error) {
    log(error)
  }
}
