// await reads constructor once; a promise of another constructor is wrapped.
export async function main(log: (...values: unknown[]) => void) {
  const plain: any = Promise.resolve('value')
  Object.defineProperty(plain, 'constructor', {
    get() {
      log('constructor')
      return Promise
    },
  })
  log(await plain)
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
