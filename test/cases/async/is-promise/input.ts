// What an async function gives is a Promise, with then, catch and finally.
async function f(value: unknown) {
  await null
  return value
}
export async function main(log: (...values: unknown[]) => void) {
  const promise = f(1)
  log(promise instanceof Promise, typeof promise.then, typeof promise.catch, typeof promise.finally)
  log(await promise.then((value) => (value as number) + 1))
  log(await f(1).finally(() => log('finally')))
  const failing = (async () => {
    throw new Error('no')
  })()
  log(await failing.catch((error: Error) => error.message))
  log(await Promise.all([f(1), f(2), 3]))
  log(await Promise.race([f('first')]))
}
