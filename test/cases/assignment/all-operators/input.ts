// Each compound operator with a suspending right side.
export async function main(log: (...values: unknown[]) => void) {
  let x: any = 20
  x += await 2
  log(x)
  x -= await 1
  log(x)
  x *= await 3
  log(x)
  x /= await 2
  log(x)
  x %= await 20
  log(x)
  x = 3
  x **= await 4
  log(x)
  x <<= await 2
  log(x)
  x >>= await 1
  log(x)
  x >>>= await 1
  log(x)
  x &= await 0xff
  log(x)
  x |= await 1
  log(x)
  x ^= await 3
  log(x)
}
