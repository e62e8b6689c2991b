// Elements left to right; holes stay holes.
export async function main(log: (...values: unknown[]) => void) {
  let x = 1
  const bump = async () => {
    x *= 10
    return x
  }
  const list = [x, , await bump(), x, , await bump(), ,]
  log(list, list.length, 1 in list)
  log([[x, await bump()], x])
}
