// Private generator and async generator methods.
class C {
  #n = 2;
  *#g(): any {
    for (let i = 0; i < this.#n; i++) yield i
  }
  async *#h(): any {
    yield* this.#g()
    yield await this.#n
  }
  async all() {
    const out = []
    for await (const x of this.#h()) out.push(x)
    return out
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await new C().all())
}
