// Keys deleted before their turn are skipped.
export async function main(log: (...values: unknown[]) => void) {
  const object: any = { a: 1, b: 2, c: 3, d: 4 }
  for (const key in object) {
    log(key)
    await null
    if (key === 'a') {
      delete object.b
      object.a = 5
    }
    if (key === 'c') delete object.d
  }
  const list = [1, 2, 3]
  for (const i in list) {
    await null
    log(i)
    list.length = 2
  }
}
