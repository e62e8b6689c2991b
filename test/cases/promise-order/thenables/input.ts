// then of a thenable is called in a job of its own, its getter at once.
export async function main(log: (...values: unknown[]) => void) {
  const thenable = {
    get then() {
      log('get then')
      return (resolve: any) => {
        log('call then')
        resolve('value')
      }
    },
  }
  const f = async () => {
    log(await (thenable as any))
  }
  const ticks = async () => {
    for (let i = 0; i < 4; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([f(), ticks()])
}
