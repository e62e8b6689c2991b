// A thenable of the user's own: then is called once, with its receiver, and may call back at once or later.
export async function main(log: (...values: unknown[]) => void) {
  const atOnce = {
    then(resolve: any) {
      log('then', this === atOnce)
      resolve('at once')
    },
  }
  log(await (atOnce as any))
  const late = {
    then(resolve: any) {
      setTimeout(() => resolve('late'), 1)
    },
  }
  log(await (late as any))
  const rejects = {
    then(_: any, reject: any) {
      reject(new Error('no'))
    },
  }
  try {
    await (rejects as any)
  } catch (error) {
    log(error)
  }
  const nested = {
    then(resolve: any) {
      resolve(atOnce)
    },
  }
  log(await (nested as any))
  log(await ({ then: 'not callable' } as any))
}
