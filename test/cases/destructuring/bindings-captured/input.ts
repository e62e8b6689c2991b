// Bindings of a pattern that closures capture before and after they are set.
export async function main(log: (...values: unknown[]) => void) {
  const { a, read = () => [a, b], b = await 'b' } = { a: 1 } as any
  log(read())
  let {
    c,
    set = (v: any) => {
      c = v
    },
  } = (await { c: 1 }) as any
  set(2)
  await null
  log(c)
}
