// A getter of then that throws, a then that throws before or after it has resolved, a second resolution.
export async function main(log: (...values: unknown[]) => void) {
  const getter = {
    get then(): any {
      log('get')
      throw new Error('getter')
    },
  }
  try {
    await (getter as any)
  } catch (error) {
    log(error)
  }
  const throws = {
    then() {
      throw new Error('then')
    },
  }
  try {
    await (throws as any)
  } catch (error) {
    log(error)
  }
  const after = {
    then(resolve: any) {
      resolve('first')
      throw new Error('ignored')
    },
  }
  log(await (after as any))
  const twice = {
    then(resolve: any, reject: any) {
      resolve('one')
      resolve('two')
      reject(new Error('three'))
    },
  }
  log(await (twice as any))
  log(await (async () => after as any)())
}
