// return of a plain value settles at once, of a promise two jobs later, of an awaited promise one.
export async function main(log: (...values: unknown[]) => void) {
  const p = Promise.resolve('p')
  const plain = async () => 1
  const promised = async () => p
  const awaited = async () => await p
  const thenable = async () => ({
    then(resolve: any) {
      log('then called')
      resolve('t')
    },
  })
  const chain = (name: string, n: number, from = Promise.resolve()): any =>
    n
      ? chain(
          name,
          n - 1,
          from.then(() => log(name, n)),
        )
      : from
  await Promise.all([
    chain('tick', 6),
    plain().then(() => log('plain')),
    promised().then(() => log('promised')),
    awaited().then(() => log('awaited')),
    thenable().then(() => log('thenable')),
  ])
}
