// The method is read when the resource is declared, and called with its receiver.
export async function main(log: (...values: unknown[]) => void) {
  const r: any = {
    name: 'r',
    get [Symbol.dispose]() {
      log('read')
      return function (this: any) {
        log('dispose', this.name)
      }
    },
  }
  {
    using x = r
    log('body')
    await x
  }
  log('end')
}
