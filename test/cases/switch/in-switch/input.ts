// Nested switches, a label on the outer one.
export async function main(log: (...values: unknown[]) => void) {
  for (const [a, b] of [
    [1, 1],
    [1, 2],
    [2, 1],
    [3, 3],
  ]) {
    outer: switch (a) {
      case 1:
        switch (b) {
          case 1:
            await null
            break
          case 2:
            await null
            break outer
        }
        log('after inner', a, b)
      case 2:
        log('two', await b)
        break
      default:
        log('default')
    }
  }
}
