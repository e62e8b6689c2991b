// Optional links to private members.
class C {
  #x = 1
  #m(y: any) {
    return [this.#x, y]
  }
  static async run(log: any) {
    const c = new C()
    const nothing: any = null
    log((await nothing)?.#x, (await c)?.#x, nothing?.#m(await log('never')), c?.#m(await 'y'))
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await C.run(log)
}
