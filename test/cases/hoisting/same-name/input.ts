// Parameters, vars and functions of one name.
export async function main(log: (...values: unknown[]) => void) {
  async function f(a: any) {
    var a: any
    await null
    return a
  }
  async function g(a: any) {
    await null
    return typeof a
    function a() {}
  }
  async function h() {
    await null
    var i: any = 1
    return typeof i
  }
  log(await f('argument'), await g('argument'), await h())
  async function j() {
    var k: any = await 'k'
    {
      let k = await 'inner'
      log(k)
    }
    return k
  }
  log(await j())
}
