// continue in do-while goes to the test.
export async function main(log: (...values: unknown[]) => void) {
  let n = 0
  do {
    n++
    if (n === 2) continue
    log('body', await n)
  } while (await (log('test', n), n < 3))
  do {
    await null
    log('once')
  } while (false)
  do {
    if (n++ > 5) break
    continue
  } while ((await true) && n < 100)
  log(n)
}
