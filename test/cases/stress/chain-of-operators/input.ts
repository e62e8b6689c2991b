// One long chain of + and ?: with a suspension in each operand.
export async function main(log: (...values: unknown[]) => void) {
  log(
    (await 1) +
      (await 2) +
      (await 3) +
      (await 4) +
      (await 5) +
      (await 6) +
      (await 7) +
      (await 8) +
      (await 9) +
      (await 10),
  )
  const pick = async (n: number) =>
    n === (await 1) ? await 'a' : n === (await 2) ? await 'b' : n === (await 3) ? await 'c' : await 'd'
  log(await pick(1), await pick(2), await pick(3), await pick(4))
  log((await 1) && (await 2) && (await 0) && (await 3), (await 0) || (await null) || (await 'x') || (await 'y'))
}
