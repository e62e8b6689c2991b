// A static block and static fields beside a suspending heritage.
export async function main(log: (...values: unknown[]) => void) {
  class C extends (await Object) {
    static a = log('a')
    static {
      log('block')
      this.b = 'b'
    }
    static b: any
    static c = log('c')
  }
  log(C.b)
}
