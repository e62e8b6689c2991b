// Swapping through patterns with suspensions.
export async function main(log: (...values: unknown[]) => void) {
  let a = 1,
    b = 2
  ;[a, b] = [b, await a]
  log(a, b)
  const list = [1, 2, 3]
  let i = 0
  ;[list[i++], list[i++]] = [list[1], await list[0]]
  log(list, i)
}
