// toString of a key that is an object runs once in a compound assignment.
export async function main(log: (...values: unknown[]) => void) {
  const key: any = {
    toString() {
      log('toString')
      return 'k'
    },
  }
  const object: any = { k: 1 }
  object[key] += await 2
  log(object)
  object[key] ??= await 3
  log(object)
  object[await key]++
  log(object)
}
