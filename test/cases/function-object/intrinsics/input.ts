// toStringTag of function objects.
export function main(log: (...values: unknown[]) => void) {
  const tag = (f: any) => Object.prototype.toString.call(f)
  log(
    tag(function* () {
      yield 1
    }),
    tag(async function* () {
      yield 1
    }),
    tag(async () => {
      await null
    }),
  )
}
