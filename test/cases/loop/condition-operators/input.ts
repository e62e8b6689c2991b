// && || ?? and ! with awaits as a loop's test.
const later = async (value: any) => {
  await null
  return value
}
export async function main(log: (...values: unknown[]) => void) {
  let n = 0
  while ((await later(n < 3)) && (n !== 2 || (await later(false)))) log('and-or', n++)
  while (!(await later(n > 4))) log('not', n++)
  for (; (await later(null)) ?? n < 7;) log('coalesce', n++)
}
