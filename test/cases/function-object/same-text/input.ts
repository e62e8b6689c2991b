// Two empty async functions have the same text wherever they stand, so they are the same property key.
export function main(log: (...values: unknown[]) => void) {
  class Keyed {
    [(async () => {}) as any]() {
      return 'found'
    }
  }
  log((new Keyed() as any)[(async () => {}) as any]())
}
