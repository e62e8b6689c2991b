// typeof of an undeclared name does not read it; delete does not read its member.
declare const undeclaredName: unknown
export async function main(log: (...values: unknown[]) => void) {
  await null
  log(typeof undeclaredName)
  const object: any = {
    a: 1,
    get b() {
      log('read')
      return 2
    },
    c: 3,
  }
  log(delete object[await 'b'], Object.keys(object))
  log(delete (await object).a, delete object.zzz, Object.keys(object))
  try {
    log(undeclaredName)
  } catch (error) {
    log(error)
  }
  log(typeof (await object).c, typeof object[await 'nothing'])
}
