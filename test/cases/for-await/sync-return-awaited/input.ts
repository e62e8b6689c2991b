// Breaking out over a sync iterator awaits what its return gives.
export async function main(log: (...values: unknown[]) => void) {
  const source = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: Promise.resolve(1), done: false }),
      return() {
        log('return')
        return { value: Promise.resolve('r').then(() => log('awaited')), done: true }
      },
    }),
  }
  for await (const x of source as any) {
    log(x)
    break
  }
  log('after')
}
