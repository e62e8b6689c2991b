// Parameters captured and changed on both sides of a suspension.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (a: number, { b } = { b: 5 }, ...rest: number[]) => {
    const set = (value: number) => {
      a = value
      b += value
      rest.push(value)
    }
    set(100)
    await null
    log(a, b, rest)
    a++
    return () => [a, b, rest]
  }
  log((await f(1))(), (await f(1, { b: 2 }, 3))())
}
