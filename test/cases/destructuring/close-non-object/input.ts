// Closing checks the result on a normal end, not on a throw.
const source = {
  [Symbol.iterator]: () => ({ next: () => ({ value: undefined, done: false }), return: () => 1 }),
} as any
export async function main(log: (...values: unknown[]) => void) {
  try {
    const [a = await 1] = source
    log('never', a)
  } catch (error) {
    log(error)
  }
  try {
    const [a = await Promise.reject(new Error('default'))] = source
    log('never', a)
  } catch (error) {
    log(error)
  }
  function* g(): any {
    const [a = yield] = source
    return a
  }
  const it = g()
  it.next()
  try {
    log(it.return('r'))
  } catch (error) {
    log(error)
  }
}
