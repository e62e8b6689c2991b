// The disposal method is read once, when the resource is declared; where it is async the other is not looked at.
export async function main(log: (...values: unknown[]) => void) {
  const resource = {
    get [Symbol.asyncDispose]() {
      log('read async')
      return async () => log('disposed')
    },
    get [Symbol.dispose]() {
      log('read sync')
      return () => {}
    },
  }
  {
    await using held = resource
    log('held')
  }
  {
    await using fallback = {
      [Symbol.asyncDispose]: undefined,
      get [Symbol.dispose]() {
        log('read sync')
        return () => log('disposed sync')
      },
    } as unknown as Disposable
    log('held')
  }
  for (const wrong of [{ [Symbol.asyncDispose]: 1 }, { [Symbol.asyncDispose]: false }, {}, 1]) {
    try {
      await using refused = wrong as any
    } catch (error) {
      log((error as Error).name)
    }
  }
}
