// Private members as targets of patterns and loop heads.
class C {
  #a: any
  #b: any
  async run(log: any) {
    ;[this.#a, this.#b = await 'default'] = [await 1] as any
    log(this.#a, this.#b)
    ;({ x: this.#a, ...this.#b } = (await { x: 'X', y: 'Y' }) as any)
    log(this.#a, this.#b)
    for (this.#a of [1, 2]) await null
    log(this.#a)
  }
}
export async function main(log: (...values: unknown[]) => void) {
  await new C().run(log)
}
