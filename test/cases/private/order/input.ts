// obj().#x op= await: object once, old value first.
class C {
  #x = 1
  static async run(log: any) {
    const c = new C()
    const get = () => {
      log('object')
      return c
    }
    get().#x += await ((c.#x = 100), 5)
    log(c.#x)
    get().#x = await (log('value'), 7)
    log(c.#x, get().#x ?? (await 'never'))
    try {
      ;((await {}) as any).#x = 1
    } catch (error) {
      log(error)
    }
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await C.run(log)
}
