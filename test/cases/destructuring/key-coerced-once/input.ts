// A computed key is made a property key once, before the value is read.
export async function main(log: (...values: unknown[]) => void) {
  const key = (name: string) =>
    ({
      toString() {
        log('toString', name)
        return name
      },
    }) as any
  const { [key('a')]: a = await 1, [key('b')]: b = await 2, ...rest } = { a: undefined, b: 'B', c: 'C' } as any
  log(a, b, rest)
  let x: any
  ;({ [key('c')]: x = await 3 } = { c: undefined } as any)
  log(x)
}
