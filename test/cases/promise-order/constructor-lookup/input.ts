// A promise whose constructor is another than Promise is wrapped: its then is called, in a job of its own.
export async function main(log: (...values: unknown[]) => void) {
  class Sub extends Promise<any> {
    then(...args: any[]): any {
      log('sub then')
      return super.then(...(args as [any]))
    }
  }
  const ticks = async () => {
    for (let i = 0; i < 4; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([(async () => log(await Sub.resolve('sub')))(), ticks()])
}
