// A closure changes the loop variable during its turn.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    for (let i = 0; i < 10; i++) {
      const skip = () => {
        i += 3
      }
      yield i
      skip()
      yield i
    }
  }
  log([...g()])
}
