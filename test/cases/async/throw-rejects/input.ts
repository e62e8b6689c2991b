// A throw before the first await rejects; it does not leave the call.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    throw new Error('at once')
  }
  const g = async (x: any) => {
    x.y.z
    await null
  }
  for (const call of [f, () => g(undefined)]) {
    let promise: any
    try {
      promise = call()
      log('returned')
    } catch {
      log('thrown')
    }
    await promise.then(
      () => log('fulfilled'),
      (error: unknown) => log('rejected', error),
    )
  }
}
