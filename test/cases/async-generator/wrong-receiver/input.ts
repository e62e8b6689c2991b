// Methods on a wrong receiver reject, they do not throw.
export async function main(log: (...values: unknown[]) => void) {
  const it = (async function* (): any {})()
  for (const method of ['next', 'throw', 'return']) {
    const promise = (it as any)[method].call({})
    await promise.then(
      () => log('no'),
      (error: unknown) => log(method, error),
    )
  }
}
