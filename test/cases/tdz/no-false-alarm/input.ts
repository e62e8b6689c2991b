// Legal uses that look early: closures called late, loops that come back, undefined values.
export async function main(log: (...values: unknown[]) => void) {
  const read = () => later
  let later: any
  await null
  log(read())
  let first: any = true
  let keep: any
  for (let i = 0; i < 2; i++) {
    if (!first) log(keep())
    let x: any = await i
    keep = () => x
    first = false
  }
  const even = (n: number): any => (n === 0 ? true : odd(n - 1))
  await null
  const odd = (n: number): any => (n === 0 ? false : even(n - 1))
  log(even(4))
}
