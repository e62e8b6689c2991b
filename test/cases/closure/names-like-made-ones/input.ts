// A closure in a loop declares a name that the lowering would give to what the closure keeps.
export async function main(log: (...values: unknown[]) => void) {
  const made: (() => unknown)[] = []
  for (let i = 0; i < 2; i++) {
    made.push(
      () => {
        let box
        return [i++, box]
      },
      () => {
        const box = 5
        return box + i++
      },
      () => {
        const inner = (box: number) => box + i++
        return inner(10)
      },
      function box() {
        return typeof box + i
      },
    )
    await null
  }
  log(made.map((each) => each()))
}
