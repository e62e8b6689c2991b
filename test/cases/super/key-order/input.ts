// The key, then the receiver's method, then the arguments.
class Base {
  m(x: any) {
    return x
  }
}
class Derived extends Base {
  async run(log: any) {
    return super[(log('key'), await 'm') as 'm'](await (log('argument'), 'value'))
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await new Derived().run(log))
}
