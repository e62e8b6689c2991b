// ++ and -- on members with suspensions in the key; the value is the old number.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = { a: 1, b: '5', d: undefined }
  log(o[await 'a']++, o.a, ++o[await 'a'], (await o).a--)
  log(o[await 'b']++, o.b, --o[await 'b'])
  log(o[await 'd']++, o.d)
  let i = 0
  const list = [10, 20, 30]
  log(list[i++] + (await list[i++]) + list[i], i)
  log(i++ + (await i++) + i)
}
