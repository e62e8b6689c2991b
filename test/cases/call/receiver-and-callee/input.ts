// Receiver, then function, then arguments; all kept over the suspension.
export async function main(log: (...values: unknown[]) => void) {
  const make = (name: string) => ({
    name,
    m(...args: any[]) {
      return [this.name, ...args]
    },
  })
  let o: any = make('first')
  const swap = async () => {
    o.m = () => 'replaced'
    o = make('second')
    return 'argument'
  }
  log(o.m(await swap()))
  log(o.m(1, await 2, 3))
  const spy = {
    get m() {
      log('get m')
      return (x: any) => log('called', x)
    },
  }
  spy.m(await (log('argument'), 'x'))
}
