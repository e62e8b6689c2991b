// A default or a pattern that throws rejects the promise of an async function.
const bad = (): any => {
  throw new Error('bad default')
}
async function byDefault(a = bad()) {
  return a
}
async function byPattern({ a }: any) {
  return a
}
async function suspending(a = bad()) {
  await a
  return a
}
const arrow = async ([a]: any) => {
  await a
  return a
}
export async function main(log: (...values: unknown[]) => void) {
  for (const call of [() => byDefault(), () => byPattern(null), () => suspending(), () => arrow(null)]) {
    let promise: any
    try {
      promise = call()
    } catch {
      log('thrown at the call')
      continue
    }
    await promise.then(
      () => log('fulfilled'),
      (error: unknown) => log('rejected', error),
    )
  }
}
