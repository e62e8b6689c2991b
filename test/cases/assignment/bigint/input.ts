// Updates and compound operators on BigInts.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = { c: 1n }
  log(o[await 'c']++, o.c, --o[await 'c'], await 10n, -(await 3n))
  let big = 5n
  big **= await 2n
  log(big, big++ + (await 1n), big)
}
