// Private fields, methods, accessors and statics across suspensions.
class C {
  #field = 1
  static #count = 0
  get #double() {
    return this.#field * 2
  }
  set #double(v: number) {
    this.#field = v / 2
  }
  async #method(x: number) {
    await null
    return this.#field + x
  }
  *#list(): any {
    yield this.#field
    yield this.#double
  }
  static async make() {
    await null
    C.#count++
    return new C()
  }
  async run(log: any) {
    log(await this.#method(await 10))
    this.#field += await 5
    log(this.#field)
    this.#double = await 40
    log(this.#field, [...this.#list()], C.#count)
    this.#field++
    log((await this).#field, (this.#field ||= (await 'never') as any), #field in (await this))
    const arrow = async () => {
      await null
      return this.#field
    }
    log(await arrow())
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await (await C.make()).run(log)
}
