// A class declaration's outer name can be reassigned, the inner one cannot.
export async function main(log: (...values: unknown[]) => void) {
  class C {
    inner() {
      return C
    }
  }
  const Original = C
  await null
  // @ts-ignore
  C = 'reassigned'
  await null
  log(C as any, new Original().inner() === Original)
}
